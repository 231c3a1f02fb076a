namespace Fleet.Lab.Tests.Scenarios;

/// <summary>sshd was told not to take short RSA keys, and the client has one.</summary>
public sealed class RsaKeyTooShort : Scenario
{
    public override string Name => "rsa-key-too-short";

    public override string Cause => "37";

    public override IReadOnlyList<string> Told => ["key.too_short"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    private const string Rsa = "/root/.ssh/rsa-short";

    public override async Task PrepareAsync(Scene scene)
    {
        scene.Client.InstallKey(scene.Key);
        await scene.Client.DoAsync(
            "ssh-keygen",
            "-q",
            "-t",
            "rsa",
            "-b",
            "2048",
            "-N",
            "",
            "-f",
            Rsa
        );
        scene.Web.WriteFile(Scene.Keys, scene.Client.ReadFile($"{Rsa}.pub"), "0600", Scene.User);
    }

    public override Task<CommandResult> TryAsync(Scene scene) =>
        scene.Client.Ssh(scene.Destination, null, "-i", Rsa, "-o", "IdentitiesOnly=yes");

    public override IReadOnlyList<string> Ask(Scene scene) => [scene.Destination, "--key", Rsa];

    public override Task PlantAsync(Scene scene) =>
        scene.ConfigureSshdAsync("RequiredRSASize 3072");

    public override Task HealAsync(Scene scene) => scene.ConfigureSshdAsync();

    public override Task CleanAsync(Scene scene)
    {
        scene.Web.WriteFile(Scene.Keys, scene.Key.PublicLine + "\n", "0600", Scene.User);
        return scene.Client.DoAsync("rm", Rsa, $"{Rsa}.pub");
    }
}
