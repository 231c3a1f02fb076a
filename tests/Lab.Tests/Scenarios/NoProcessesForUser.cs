namespace Fleet.Lab.Tests.Scenarios;

/// <summary>limits.d allows alice no process (nproc).</summary>
public sealed class NoProcessesForUser : Scenario
{
    public override string Name => "no-processes-for-user";

    public override string Cause => "44";

    public override IReadOnlyList<string> Told => ["session.limits"];

    public override IReadOnlyList<string> Symptoms =>
        ["exec request failed", "Connection closed", "Resource temporarily unavailable"];

    private const string Limits = "/etc/security/limits.d/team.conf";

    public override Task PlantAsync(Scene scene)
    {
        scene.Web.WriteFile(Limits, "alice hard nproc 0\n");
        return Task.CompletedTask;
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Web.Root.Delete(Limits);
        return Task.CompletedTask;
    }
}
