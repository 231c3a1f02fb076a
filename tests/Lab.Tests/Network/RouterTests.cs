namespace Fleet.Lab.Tests.Network;

public sealed class RouterTests : LabTest
{
    private const string HideSources = """
        table ip nat {
            chain post {
                type nat hook postrouting priority 100
                oif eth0 masquerade
            }
        }

        """;

    [Fact]
    public async Task A_login_crosses_a_router_that_hides_its_source()
    {
        var key = await Lab.NewKey();
        var office = await Lab.AddNetwork("office", "10.78.0.0/24", "fd78::/64");
        await using var router = await Lab.StartHost(
            "router",
            h =>
                h.NoSystemd()
                    .Network(Lab.Network)
                    .Network(office)
                    .Nft(HideSources)
                    .Run("sysctl", "-qw", "net.ipv4.ip_forward=1")
        );
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.AuthorizedKey("root", key.PublicLine)
        );
        await using var laptop = await Lab.StartClient(
            "laptop",
            h =>
                h.Network(office).Run("ip", "route", "replace", "10.77.0.0/24", "via", "10.78.0.10")
        );

        (await laptop.Ssh("root@web-12", key)).OrThrow("login through the router");

        var journal = await web.DoAsync("journalctl", "-u", "ssh");
        Assert.Contains($"Accepted publickey for root from {router.Address}", journal);
    }

    [Fact]
    public async Task A_host_has_network_settings_of_its_own()
    {
        await using var web = await Lab.StartHost("web-1");
        await using var other = await Lab.StartHost("web-2", h => h.NoSystemd());
        await web.DoAsync("sysctl", "-qw", "net.ipv4.tcp_syncookies=0");
        Assert.Equal("0\n", await web.DoAsync("cat", "/proc/sys/net/ipv4/tcp_syncookies"));
        Assert.Equal("1\n", await other.DoAsync("cat", "/proc/sys/net/ipv4/tcp_syncookies"));
        Assert.Equal("eth0\nlo\n", await web.DoAsync("ls", "/sys/class/net"));
    }
}
