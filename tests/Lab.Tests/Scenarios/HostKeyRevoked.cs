namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The client has the host's key as revoked.</summary>
public sealed class HostKeyRevoked : Scenario
{
    public override string Name => "host-key-revoked";

    public override string Cause => "41";

    public override IReadOnlyList<string> Told => ["host_key.revoked"];

    public override IReadOnlyList<string> Symptoms =>
        ["REVOKED HOST KEY", "Host key verification failed"];

    private const string Revoked = "/etc/ssh/ssh_known_hosts";

    public override Task PlantAsync(Scene scene) =>
        scene.Client.DoAsync(
            "sh",
            "-c",
            $"ssh-keyscan {scene.Web.Name} | sed 's/^/@revoked /' > {Revoked}"
        );

    public override Task HealAsync(Scene scene)
    {
        scene.Client.Root.Delete(Revoked);
        return Task.CompletedTask;
    }
}
