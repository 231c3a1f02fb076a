namespace Fleet.Lab.Tests.Stories;

/// <summary>Faults of a network as the host in it sees them by itself.</summary>
public sealed class NetworkFaultTests : LabTest
{
    [Fact]
    public async Task A_host_in_order_finds_nothing_wrong_with_its_network()
    {
        await using var web = await Lab.StartHost("web-12");

        var report = await LocalReport.OfAsync(web);

        Assert.Equal(["pass"], report.Outcomes("host.reach/default_route"));
        Assert.Equal(["pass"], report.Outcomes("host.reach/gateway"));
        Assert.Equal(["pass"], report.Outcomes("host.reach/own_name"));
        Assert.Equal(["pass"], report.Outcomes("host.mtu/path"));
        Assert.Equal(["pass"], report.Outcomes("host.mtu/too_big"));
        Assert.Equal(["pass"], report.Outcomes("host.dns/client_name"));
        Assert.Equal(["pass"], report.Outcomes("host.conntrack/listen_queue"));
        Assert.Equal(["not_applicable"], report.Outcomes("ssh.reach/open"));
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_is_found_out()
    {
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.Run("ip", "route", "replace", "default", "via", "10.77.0.250")
        );

        var report = await LocalReport.OfAsync(web);

        Assert.Contains(
            report.Findings("host.reach/gateway"),
            finding =>
                finding.StartsWith(
                    "host.reach/gateway 10.77.0.250 fail: the gateway 10.77.0.250 is not found",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task A_gateway_that_answers_no_echo_is_there_all_the_same()
    {
        await using var router = await Lab.StartHost(
            "router",
            h => h.NoSystemd().Run("sysctl", "-qw", "net.ipv4.icmp_echo_ignore_all=1")
        );
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.Run("ip", "route", "replace", "default", "via", $"{router.Address}")
        );

        var report = await LocalReport.OfAsync(web);

        Assert.Contains(
            $"host.reach/gateway {router.Address} pass: {router.Address} answers",
            report.Findings("host.reach/gateway")
        );
    }

    [Fact]
    public async Task A_daemon_that_does_not_accept_lets_connections_pile_up()
    {
        await using var web = await Lab.StartHost("web-12");
        await using var laptop = await Lab.StartClient("laptop");
        await web.DoAsync("pkill", "-STOP", "-x", "sshd");
        _ = await laptop.RunAsync(
            "bash",
            "-c",
            "for i in $(seq 140); do (exec 3<>/dev/tcp/web-12/22; sleep 20) & done; sleep 2"
        );

        var report = await LocalReport.OfAsync(web);

        Assert.Contains(
            report.Findings("host.conntrack/listen_queue"),
            finding => finding.Contains("sshd takes up no connections", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_path_on_which_large_packets_vanish_shows_in_the_kernels_own_numbers()
    {
        var office = await Lab.AddNetwork("office", "10.78.0.0/24", "fd78::/64");

        // The way to the office takes 1200 bytes, and nobody is told.
        await using var router = await Lab.StartHost(
            "router",
            h =>
                h.NoSystemd()
                    .Network(Lab.Network)
                    .Network(office)
                    .Run("sysctl", "-qw", "net.ipv4.ip_forward=1")
                    .Run(
                        "ip",
                        "route",
                        "change",
                        "10.78.0.0/24",
                        "dev",
                        "eth1",
                        "mtu",
                        "lock",
                        "1200"
                    )
                    .Nft(
                        "table ip silent {\n chain o {\n type filter hook output priority 0;\n icmp type destination-unreachable drop\n }\n}\n"
                    )
        );
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.Run("ip", "route", "add", "10.78.0.0/24", "via", $"{router.Address}")
        );
        await using var laptop = await Lab.StartClient(
            "laptop",
            h =>
                h.Network(office).Run("ip", "route", "replace", "10.77.0.0/24", "via", "10.78.0.10")
        );
        var login = laptop.RunAsync(
            "timeout",
            "20",
            "ssh",
            "-oStrictHostKeyChecking=no",
            "-oBatchMode=yes",
            "root@web-12",
            "true"
        );
        await Task.Delay(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);

        var report = await LocalReport.OfAsync(web);

        Report(string.Join('\n', report.Findings("host.mtu")));
        Report(await web.DoAsync("ss", "-tinm", "state", "established"));
        Assert.Contains(
            report.Findings("host.mtu/path"),
            finding =>
                finding.Contains(
                    $"large packets seem to vanish on the way to {laptop.Address}",
                    StringComparison.Ordinal
                )
        );
        Assert.Equal(124, (await login).Exit);
    }
}
