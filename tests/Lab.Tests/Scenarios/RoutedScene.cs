namespace Fleet.Lab.Tests.Scenarios;

/// <summary>Scenes with a router between the client and the host: <c>laptop</c> in 10.78.0.0/24, <c>web-12</c> in 10.79.0.0/24.</summary>
internal static class RoutedScene
{
    /// <summary>The router sends packets on as they are; the client dials the host.</summary>
    public static async Task<Scene> RoutedAsync(Lab lab) =>
        await BetweenAsync(
            lab,
            router => router.Forwarding(),
            (client, router) => client.Route("10.79.0.0/24", router)
        );

    /// <summary>The router hides the host: the client dials port 2222 of the router, which leads to the host's port 22.</summary>
    public static async Task<Scene> ForwardedAsync(Lab lab)
    {
        var scene = await BetweenAsync(
            lab,
            router => router.PortForward(2222, "10.79.0.11:22"),
            (_, _) => { }
        );
        return scene with
        {
            Destination = $"{Scene.User}@{scene.Router!.Address}",
            Options = ["-p", "2222"],
        };
    }

    private static async Task<Scene> BetweenAsync(
        Lab lab,
        Action<HostPlan> describeRouter,
        Action<HostPlan, string> describeClient
    )
    {
        var key = await lab.NewKey();
        var office = await lab.AddNetwork("office", "10.78.0.0/24", "fd78::/64");
        var servers = await lab.AddNetwork("servers", "10.79.0.0/24", "fd79::/64");
        var router = await lab.StartHost(
            "router",
            h => describeRouter(h.NoSystemd().Network(office).Network(servers))
        );
        var web = await lab.StartHost(
            "web-12",
            h => Scene.WithAlice(h.Network(servers).Route("default", "10.79.0.10"), key)
        );
        var client = await lab.StartClient(
            "laptop",
            h => describeClient(h.Network(office), $"{router.Address}")
        );
        return new(lab, web, client, key) { Router = router };
    }
}
