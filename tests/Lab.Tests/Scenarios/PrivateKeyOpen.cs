namespace Fleet.Lab.Tests.Scenarios;

/// <summary>Others may read alice's private key, so ssh does not use it.</summary>
public sealed class PrivateKeyOpen : Scenario
{
    public override string Name => "private-key-open";

    public override string Cause => "38";

    public override IReadOnlyList<string> Told => ["key.unusable"];

    public override IReadOnlyList<string> Symptoms => ["UNPROTECTED PRIVATE KEY FILE"];

    public override Task PlantAsync(Scene scene) =>
        scene.Client.DoAsync("chmod", "644", scene.Client.InstallKey(scene.Key));

    public override async Task HealAsync(Scene scene)
    {
        var file = scene.Client.InstallKey(scene.Key);
        scene.Client.WriteFile(file, scene.Key.PrivateKey, "0600");
        await scene.Client.DoAsync("chmod", "600", file);
    }
}
