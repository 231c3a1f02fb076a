namespace Fleet.Lab.Tests.Scenarios;

/// <summary>limits.d gives alice no login at all (pam_limits, maxlogins).</summary>
public sealed class TooManyLogins : Scenario
{
    public override string Name => "too-many-logins";

    public override string Cause => "44";

    public override IReadOnlyList<string> Told => ["session.limits"];

    public override IReadOnlyList<string> Symptoms => ["too many logins", "Connection closed"];

    private const string Limits = "/etc/security/limits.d/team.conf";

    public override Task PlantAsync(Scene scene)
    {
        scene.Web.WriteFile(Limits, "alice hard maxlogins 0\n");
        return Task.CompletedTask;
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Web.Root.Delete(Limits);
        return Task.CompletedTask;
    }
}
