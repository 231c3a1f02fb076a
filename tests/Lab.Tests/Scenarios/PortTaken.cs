namespace Fleet.Lab.Tests.Scenarios;

/// <summary>Another program has the port since sshd was stopped for a moment.</summary>
public sealed class PortTaken : Scenario
{
    public override string Name => "port-taken";

    public override string Cause => "5";

    public override IReadOnlyList<string> Told => ["listener.taken"];

    public override IReadOnlyList<string> Symptoms =>
        ["kex_exchange_identification", "banner exchange"];

    public override async Task PlantAsync(Scene scene)
    {
        await scene.Web.DoAsync("systemctl", "stop", "ssh");
        await scene.Web.StartUnitAsync("squatter", ["python3", "-m", "http.server", "22"]);
        await scene.WaitForAsync("ss -Hltn sport = :22 | grep -q LISTEN");
        await scene.Web.RunAsync("systemctl", "start", "ssh"); // fails: that is the fault
    }

    public override async Task HealAsync(Scene scene)
    {
        await scene.Web.DoAsync("systemctl", "stop", "squatter");
        await scene.Web.RunAsync("systemctl", "reset-failed", "ssh");
        await scene.RestartSshdAsync();
    }
}
