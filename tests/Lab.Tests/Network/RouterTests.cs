namespace Fleet.Lab.Tests.Network;

public sealed class RouterTests : LabTest
{
    [Fact]
    public async Task A_login_crosses_a_router_that_hides_its_source()
    {
        var key = await Lab.NewKey();
        var office = await Lab.AddNetwork("office", "10.78.0.0/24", "fd78::/64");
        await using var router = await Lab.StartHost(
            "router",
            h => h.NoSystemd().Network(Lab.Network).Network(office).Masquerade("eth0")
        );
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.AuthorizedKey("root", key.PublicLine)
        );
        await using var laptop = await Lab.StartClient(
            "laptop",
            h => h.Network(office).Route("10.77.0.0/24", "10.78.0.10")
        );

        (await laptop.Ssh("root@web-12", key)).OrThrow("login through the router");

        var journal = await web.DoAsync("journalctl", "-u", "ssh");
        Assert.Contains($"Accepted publickey for root from {router.Address}", journal);
    }

    [Theory]
    [InlineData(false, "Frag needed")]
    [InlineData(true, "100% packet loss")]
    public async Task A_link_that_carries_less_is_told_or_kept_silent(bool silent, string felt)
    {
        var office = await Lab.AddNetwork("office", "10.78.0.0/24", "fd78::/64");
        await using var router = await Lab.StartHost(
            "router",
            h =>
            {
                h.NoSystemd().Network(Lab.Network).Network(office).Forwarding().Mtu("eth1", 1280);
                _ = silent ? h.SilentAboutMtu() : h;
            }
        );
        await using var laptop = await Lab.StartClient(
            "laptop",
            h => h.Network(office).Route("default", "10.78.0.10")
        );
        await using var web = await Lab.StartClient(
            "web-12",
            h => h.Route("10.78.0.0/24", $"{router.Address}")
        );

        string[] small = ["ping", "-c1", "-W1", "-Mdo", "-s1000", $"{laptop.Address}"];
        string[] large = ["ping", "-c1", "-W1", "-Mdo", "-s1400", $"{laptop.Address}"];

        await web.DoAsync(small);
        Assert.Contains(felt, (await web.RunAsync(large)).Stdout);
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
