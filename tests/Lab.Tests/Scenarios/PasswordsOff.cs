namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A drop-in that comes first switches passwords off, and alice has no key with her.</summary>
public sealed class PasswordsOff : Scenario
{
    public override string Name => "passwords-off";

    public override string Cause => "18";

    public override IReadOnlyList<string> Told => ["method.password_off"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey)"];

    private const string ClientConfig = "/root/.ssh/config";

    private const string DropIn = "/etc/ssh/sshd_config.d/05-hardening.conf";

    public override Task<CommandResult> TryAsync(Scene scene) =>
        scene.LoginWithAsync(Scene.Password);

    // She has no key with her.
    public override Task PrepareAsync(Scene scene)
    {
        scene.Client.WriteFile(ClientConfig, "IdentityFile none\n", "0600");
        return Task.CompletedTask;
    }

    public override Task CleanAsync(Scene scene)
    {
        scene.Client.Root.Delete(ClientConfig);
        return Task.CompletedTask;
    }

    public override IReadOnlyList<string> Ask(Scene scene) => [scene.Destination];

    public override Task PlantAsync(Scene scene)
    {
        scene.Web.WriteFile(DropIn, "PasswordAuthentication no\n");
        return scene.RestartSshdAsync();
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Web.Root.Delete(DropIn);
        return scene.RestartSshdAsync();
    }
}
