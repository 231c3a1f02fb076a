namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The router's port forward leads to an address that nobody has any more.</summary>
public sealed class PortForwardElsewhere : Scenario
{
    public override string Name => "port-forward-elsewhere";

    public override string Cause => "12";

    public override IReadOnlyList<string> Told =>
        ["firewall.unreachable", "firewall.silence", "route.lost"];

    public override IReadOnlyList<string> Symptoms => ["No route to host", "Connection timed out"];

    public override Func<Lab, Task<Scene>>? Arrange => RoutedScene.ForwardedAsync;

    public override bool HasAgent => false;

    public override IReadOnlyList<string> Ask(Scene scene) =>
        [$"{scene.Destination}:2222", "--key", scene.Client.InstallKey(scene.Key)];

    public override Task PlantAsync(Scene scene) => ForwardAsync(scene, "10.79.0.99");

    public override Task HealAsync(Scene scene) => ForwardAsync(scene, $"{scene.Web.Address}");

    private static Task ForwardAsync(Scene scene, string address) =>
        scene.Router!.DoAsync(
            "nft",
            $"flush chain ip {HostPlan.RouterTable} pre; add rule ip {HostPlan.RouterTable} pre tcp dport 2222 dnat to {address}:22"
        );
}
