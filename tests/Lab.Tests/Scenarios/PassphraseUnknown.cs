namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The key was given a passphrase, and nobody is there to type it.</summary>
public sealed class PassphraseUnknown : Scenario
{
    public override string Name => "passphrase-unknown";

    public override string Cause => "38";

    public override IReadOnlyList<string> Told => ["method.cannot_sign"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    public override Task PlantAsync(Scene scene) =>
        scene.Client.DoAsync(
            "ssh-keygen",
            "-q",
            "-p",
            "-N",
            "secret",
            "-f",
            scene.Client.InstallKey(scene.Key)
        );

    public override async Task HealAsync(Scene scene)
    {
        var file = scene.Client.InstallKey(scene.Key);
        scene.Client.WriteFile(file, scene.Key.PrivateKey, "0600");
        await scene.Client.DoAsync("chmod", "600", file);
    }
}
