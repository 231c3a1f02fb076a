namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A cloned image came without host keys, and sshd does not start without one.</summary>
public sealed class HostKeysGone : Scenario
{
    public override string Name => "host-keys-gone";

    public override string Cause => "3";

    public override IReadOnlyList<string> Told => ["listener.no_host_keys"];

    public override IReadOnlyList<string> Symptoms => ["Connection refused"];

    public override async Task PlantAsync(Scene scene)
    {
        await scene.Web.DoAsync("sh", "-c", "rm /etc/ssh/ssh_host_*");
        await scene.Web.RunAsync("systemctl", "restart", "ssh"); // fails: that is the fault
    }

    public override async Task HealAsync(Scene scene)
    {
        await scene.Web.DoAsync("ssh-keygen", "-A");
        await scene.Web.DoAsync("systemctl", "reset-failed", "ssh");
        await scene.Web.DoAsync("systemctl", "start", "ssh");
        await scene.Client.DoAsync("ssh-keygen", "-R", scene.Web.Name); // the new keys are known to be right
    }
}
