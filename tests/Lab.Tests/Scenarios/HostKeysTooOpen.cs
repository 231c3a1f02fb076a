namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A backup gave the host keys back with modes that others may read.</summary>
public sealed class HostKeysTooOpen : Scenario
{
    public override string Name => "host-keys-too-open";

    public override string Cause => "3";

    public override IReadOnlyList<string> Told => ["listener.no_host_keys"];

    public override IReadOnlyList<string> Symptoms => ["Connection refused"];

    public override async Task PlantAsync(Scene scene)
    {
        await scene.Web.DoAsync("sh", "-c", "chmod 644 /etc/ssh/ssh_host_*_key");
        await scene.FailToStartSshdAsync();
    }

    public override async Task HealAsync(Scene scene)
    {
        await scene.Web.DoAsync("sh", "-c", "chmod 600 /etc/ssh/ssh_host_*_key");
        await scene.RestartSshdAsync();
    }
}
