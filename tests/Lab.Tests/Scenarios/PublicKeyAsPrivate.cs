namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The public half was saved in place of the private one.</summary>
public sealed class PublicKeyAsPrivate : Scenario
{
    public override string Name => "public-key-as-private";

    public override string Cause => "38";

    public override IReadOnlyList<string> Told => ["key.unusable"];

    public override IReadOnlyList<string> Symptoms => ["invalid format", "error in libcrypto"];

    public override Task PlantAsync(Scene scene) =>
        scene.Client.DoAsync(
            "sh",
            "-c",
            $"echo '{scene.Key.PublicLine}' > {scene.Client.InstallKey(scene.Key)}"
        );

    public override async Task HealAsync(Scene scene)
    {
        var file = scene.Client.InstallKey(scene.Key);
        scene.Client.WriteFile(file, scene.Key.PrivateKey, "0600");
        await scene.Client.DoAsync("chmod", "600", file);
    }
}
