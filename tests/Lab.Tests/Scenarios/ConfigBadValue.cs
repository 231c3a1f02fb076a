namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A value that the keyword does not take, and sshd was restarted.</summary>
public sealed class ConfigBadValue : Scenario
{
    public override string Name => "config-bad-value";

    public override string Cause => "2";

    public override IReadOnlyList<string> Told => ["listener.config"];

    public override IReadOnlyList<string> Symptoms => ["Connection refused"];

    public override async Task PlantAsync(Scene scene)
    {
        scene.Web.WriteFile(Scene.DropIn, "PermitRootLogin maybe\n");
        await scene.FailToStartSshdAsync();
    }

    public override Task HealAsync(Scene scene) => scene.ConfigureSshdAsync();
}
