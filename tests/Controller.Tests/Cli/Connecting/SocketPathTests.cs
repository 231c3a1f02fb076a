using Fleet.Controller.Cli.Connecting;

namespace Fleet.Controller.Tests.Cli.Connecting;

public sealed class SocketPathTests
{
    [Fact]
    public void What_is_typed_counts_before_the_environment()
    {
        var path = Path(("FLEET_SOCKET", "/env.sock"));

        Assert.Equal("/typed.sock", path.ForServing("/typed.sock", "/data"));
        Assert.Equal("/data/fleet.sock", path.ForServing(null, "/data"));
        Assert.Equal("/env.sock", path.ForServing(null, null));
        Assert.Equal("/typed.sock", path.ForAsking("/typed.sock", _ => true));
        Assert.Equal("/env.sock", path.ForAsking(null, _ => true));
    }

    [Fact]
    public void A_client_finds_the_users_controller_before_the_systems()
    {
        var path = Path(("HOME", "/home/alice"), ("XDG_RUNTIME_DIR", "/run/user/1000"));

        Assert.Equal("/run/user/1000/fleet/fleet.sock", path.ForAsking(null, _ => true));
        Assert.Equal(
            "/home/alice/.local/share/fleet/fleet.sock",
            path.ForAsking(null, place => place.StartsWith("/home", StringComparison.Ordinal))
        );
        Assert.Equal(
            "/run/fleet/fleet.sock",
            path.ForAsking(null, place => place == "/run/fleet/fleet.sock")
        );
    }

    private static SocketPath Path(params (string Name, string Value)[] environment) =>
        new(name => environment.FirstOrDefault(each => each.Name == name).Value, isRoot: false);
}
