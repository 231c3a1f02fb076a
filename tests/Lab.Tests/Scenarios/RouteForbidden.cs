namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A VPN client left a route behind that forbids the host's address.</summary>
public sealed class RouteForbidden : Scenario
{
    public override string Name => "route-forbidden";

    public override string Cause => "12";

    public override IReadOnlyList<string> Told => ["route.none"];

    public override IReadOnlyList<string> Symptoms =>
        ["No route to host", "Network is unreachable", "Permission denied"];

    public override Task PlantAsync(Scene scene) =>
        scene.Client.DoAsync("ip", "route", "add", "unreachable", $"{scene.Web.Address}");

    public override Task HealAsync(Scene scene) =>
        scene.Client.DoAsync("ip", "route", "del", "unreachable", $"{scene.Web.Address}");
}
