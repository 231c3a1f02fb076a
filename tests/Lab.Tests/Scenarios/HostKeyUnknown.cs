namespace Fleet.Lab.Tests.Scenarios;

/// <summary>Nobody has ever taken the host's key, and a job has nobody to ask.</summary>
public sealed class HostKeyUnknown : Scenario
{
    public override string Name => "host-key-unknown";

    public override string Cause => "41";

    public override IReadOnlyList<string> Told => ["host_key.not_known"];

    public override IReadOnlyList<string> Symptoms => ["Host key verification failed"];

    private string[] strict = [];

    public override Task<CommandResult> TryAsync(Scene scene) => scene.LoginAsync(strict);

    public override Task PlantAsync(Scene scene)
    {
        strict = ["-o", "StrictHostKeyChecking=yes"];
        return scene.Client.DoAsync("ssh-keygen", "-R", scene.Web.Name);
    }

    public override Task HealAsync(Scene scene) =>
        scene.Client.DoAsync("sh", "-c", $"ssh-keyscan {scene.Web.Name} >> /root/.ssh/known_hosts");
}
