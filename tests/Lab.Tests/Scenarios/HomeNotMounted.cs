namespace Fleet.Lab.Tests.Scenarios;

/// <summary>alice's home is on a disk that was not mounted.</summary>
public sealed class HomeNotMounted : Scenario
{
    public override string Name => "home-not-mounted";

    public override string Cause => "17";

    public override IReadOnlyList<string> Told => ["paths.home_missing"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("mv", "/home/alice", "/srv/alice");

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("mv", "/srv/alice", "/home/alice");
}
