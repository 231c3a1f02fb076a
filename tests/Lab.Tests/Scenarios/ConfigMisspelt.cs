namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A keyword in a drop-in is misspelt, and sshd was restarted.</summary>
public sealed class ConfigMisspelt : Scenario
{
    public override string Name => "config-misspelt";

    public override string Cause => "2";

    public override IReadOnlyList<string> Told => ["listener.config"];

    public override IReadOnlyList<string> Symptoms => ["Connection refused"];

    private const string DropIn = "/etc/ssh/sshd_config.d/20-team.conf";

    public override async Task PlantAsync(Scene scene)
    {
        scene.Web.WriteFile(DropIn, "PermitRotLogin no\n");
        await scene.Web.RunAsync("systemctl", "restart", "ssh"); // fails: that is the fault
    }

    public override async Task HealAsync(Scene scene)
    {
        scene.Web.Root.Delete(DropIn);
        await scene.Web.DoAsync("systemctl", "reset-failed", "ssh");
        await scene.Web.DoAsync("systemctl", "start", "ssh");
    }
}
