namespace Fleet.Lab.Tests.Scenarios;

/// <summary>/etc/nologin was left behind after maintenance.</summary>
public sealed class NologinLeft : Scenario
{
    public override string Name => "nologin-left";

    public override string Cause => "34";

    public override IReadOnlyList<string> Told => ["pam.nologin"];

    public override IReadOnlyList<string> Symptoms => ["back on Monday", "Connection closed"];

    public override Task PlantAsync(Scene scene)
    {
        scene.Web.WriteFile("/etc/nologin", "Maintenance, back on Monday\n");
        return Task.CompletedTask;
    }

    public override Task HealAsync(Scene scene)
    {
        scene.Web.Root.Delete("/etc/nologin");
        return Task.CompletedTask;
    }
}
