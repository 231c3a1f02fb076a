namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The host lost its default route: connections arrive, and answers have no way.</summary>
public sealed class NoWayBack : Scenario
{
    public override string Name => "no-way-back";

    public override string Cause => "12";

    public override IReadOnlyList<string> Told => ["route.host_silent"];

    public override IReadOnlyList<string> Symptoms => ["Connection timed out"];

    public override Func<Lab, Task<Scene>>? Arrange => RoutedScene.RoutedAsync;

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("ip", "route", "del", "default");

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("ip", "route", "add", "default", "via", "10.79.0.10");
}
