namespace Fleet.Lab.Tests.Scenarios;

/// <summary>Three wrong passwords locked the account; the right one is refused too.</summary>
public sealed class FaillockLocked : Scenario
{
    public override string Name => "faillock-locked";

    public override string Cause => "35";

    public override IReadOnlyList<string> Told => ["pam.faillock"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied"];

    private const string ClientConfig = "/root/.ssh/config";

    public override void Describe(HostPlan host) =>
        host.File(
                "/etc/pam.d/common-auth",
                """
                auth required pam_faillock.so preauth deny=3 unlock_time=600
                auth [success=2 default=ignore] pam_unix.so
                auth [default=die] pam_faillock.so authfail deny=3 unlock_time=600
                auth requisite pam_deny.so
                auth required pam_permit.so

                """
            )
            .Run("sed", "-i", "1i account required pam_faillock.so", "/etc/pam.d/common-account");

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

    public override async Task PlantAsync(Scene scene)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await scene.LoginWithAsync("wrong");
        }
    }

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("faillock", "--user", Scene.User, "--reset");
}
