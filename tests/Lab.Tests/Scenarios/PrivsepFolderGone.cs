namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A unit of somebody's own does not make /run/sshd, and sshd does not start without it.</summary>
public sealed class PrivsepFolderGone : Scenario
{
    public override string Name => "privsep-folder-gone";

    public override string Cause => "4";

    public override IReadOnlyList<string> Told => ["listener.privilege_separation"];

    public override IReadOnlyList<string> Symptoms => ["Connection refused"];

    private const string Unit = "/etc/systemd/system/ssh.service.d/own.conf";

    public override async Task PlantAsync(Scene scene)
    {
        scene.Web.WriteFile(Unit, "[Service]\nRuntimeDirectory=\n");
        await scene.Web.DoAsync("systemctl", "daemon-reload");
        await scene.Web.DoAsync("systemctl", "stop", "ssh");
        await scene.Web.DoAsync("rm", "-rf", "/run/sshd");
        await scene.FailToStartSshdAsync();
    }

    public override async Task HealAsync(Scene scene)
    {
        scene.Web.Root.Delete(Unit);
        await scene.Web.DoAsync("systemctl", "daemon-reload");
        await scene.RestartSshdAsync();
    }
}
