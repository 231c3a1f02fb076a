namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The zone of the interface does not let ssh in: firewalld rejects as prohibited.</summary>
public sealed class FirewalldWithoutSsh : Scenario
{
    public override string Name => "firewalld-without-ssh";

    public override string Cause => "10";

    public override IReadOnlyList<string> Told => ["firewall.reject"];

    public override IReadOnlyList<string> Symptoms => ["No route to host"];

    public override string? WhyNot() => Lab.WhyNoProgram("firewalld");

    public override void Describe(HostPlan host) => host.Firewalld();

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("firewall-cmd", "--remove-service=ssh");

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("firewall-cmd", "--add-service=ssh");
}
