using Fleet.Checks.Catalog.SshReach;

namespace Fleet.Checks.Tests.Catalog.SshReach;

public sealed class SshEndPointsTests
{
    private static readonly Dictionary<string, string> Web = new()
    {
        ["address/192.0.2.2"] = "eth0 192.0.2.0/24",
        ["address/10.8.0.2"] = "wg0 10.8.0.0/24",
        ["address/172.17.0.1"] = "docker0 172.17.0.0/16",
        ["address/2001:db8::2"] = "eth0 2001:db8::/64",
        ["route/default/ipv4"] = "via 192.0.2.1 dev eth0",
    };

    [Theory]
    [InlineData("listen/tcp/0.0.0.0:22", "192.0.2.2:22 10.8.0.2:22")]
    [InlineData("listen/tcp/[::]:2222", "192.0.2.2:2222 [2001:db8::2]:2222 10.8.0.2:2222")]
    [InlineData("listen/tcp/192.0.2.2:22", "192.0.2.2:22")]
    [InlineData("listen/tcp/127.0.0.1:22", "")]
    [InlineData("listen/tcp/198.51.100.9:22", "")]
    public void What_sshd_listens_on_can_be_dialled_at_the_hosts_own_addresses(
        string socket,
        string expected
    ) => Assert.Equal(expected, Text(new(Web) { [socket] = "sshd" }));

    [Fact]
    public void Where_nothing_listens_what_is_configured_is_tried_on() =>
        Assert.Equal(
            "192.0.2.2:22 10.8.0.2:22",
            Text(new(Web) { ["sshd_config/ListenAddress"] = "0.0.0.0:22" })
        );

    [Fact]
    public void Another_programs_socket_is_not_sshs() =>
        Assert.Equal("", Text(new(Web) { ["listen/tcp/0.0.0.0:22"] = "nginx" }));

    [Fact]
    public void Networks_of_containers_are_not_the_hosts_place() =>
        Assert.Equal(
            ["10.8.0.0/24", "192.0.2.0/24", "2001:db8::/64"],
            SshEndPoints.Of(Web).Networks
        );

    private static string Text(Dictionary<string, string> facts) =>
        string.Join(' ', SshEndPoints.Of(facts).Sockets);
}
