namespace Fleet.Lab.Tests.Scenarios;

/// <summary>An old client signs with SHA-1, which sshd does not take.</summary>
public sealed class Sha1Signatures : Scenario
{
    public override string Name => "sha1-signatures";

    public override string Cause => "37";

    public override IReadOnlyList<string> Told => ["key.sha1"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    private const string Rsa = "/root/.ssh/rsa-old";

    public override async Task PrepareAsync(Scene scene)
    {
        scene.Client.InstallKey(scene.Key);
        await scene.Client.DoAsync(
            "ssh-keygen",
            "-q",
            "-t",
            "rsa",
            "-b",
            "3072",
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

    public override Task PlantAsync(Scene scene)
    {
        scene.Client.WriteFile("/root/.ssh/config", "PubkeyAcceptedAlgorithms ssh-rsa\n", "0600");
        return Task.CompletedTask;
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Client.Root.Delete("/root/.ssh/config");
        return Task.CompletedTask;
    }

    public override Task CleanAsync(Scene scene)
    {
        scene.Web.WriteFile(Scene.Keys, scene.Key.PublicLine + "\n", "0600", Scene.User);
        return scene.Client.DoAsync("rm", Rsa, $"{Rsa}.pub");
    }
}
