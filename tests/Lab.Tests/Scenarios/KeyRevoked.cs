namespace Fleet.Lab.Tests.Scenarios;

/// <summary>alice's key is in the list of revoked keys.</summary>
public sealed class KeyRevoked : Scenario
{
    public override string Name => "key-revoked";

    public override string Cause => "40";

    public override IReadOnlyList<string> Told => ["key.revoked"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    private const string List = "/etc/ssh/revoked";

    public override Task PlantAsync(Scene scene)
    {
        scene.Web.WriteFile(List, scene.Key.PublicLine + "\n");
        return scene.ConfigureSshdAsync($"RevokedKeys {List}");
    }

    public override async Task HealAsync(Scene scene)
    {
        await scene.ConfigureSshdAsync();
        scene.Web.Root.Delete(List);
    }
}
