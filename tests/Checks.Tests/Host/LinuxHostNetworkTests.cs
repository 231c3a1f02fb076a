using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Host;

public sealed class LinuxHostNetworkTests
{
    private readonly LinuxHost _host = new(TimeProvider.System);

    [Fact]
    public async Task A_listener_shows_who_waits_and_how_many_may()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 7);
        var at = (IPEndPoint)listener.LocalEndpoint;
        using var first = new TcpClient();
        await first.ConnectAsync(at);

        var sockets = await AskAsync(new MeasureTcp([at.Port]));

        var listening = Assert.Single(sockets, s => s.IsListening);
        Assert.Equal(at, listening.Local);
        Assert.Equal((1u, 7u), (listening.Received, listening.Unsent));
        Assert.Null(listening.Flow);
    }

    [Fact]
    public async Task A_connection_shows_its_segments_and_what_arrived()
    {
        using var listener = new TcpListener(IPAddress.IPv6Any, 0);
        listener.Server.DualMode = true;
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var server = await listener.AcceptTcpClientAsync();
        await server.GetStream().WriteAsync(new byte[1000]);
        await client.GetStream().ReadExactlyAsync(new byte[1000]);

        var sockets = await AskAsync(new MeasureTcp([port]));

        var flow = Assert.Single(sockets, s => !s.IsListening);
        Assert.Equal(client.Client.LocalEndPoint, flow.Remote);
        Assert.Equal(1000ul, flow.Flow!.Acknowledged);
        Assert.Equal(65535u, flow.Flow.PathMtu);
        Assert.True(flow.Flow.SegmentSize is > 20000 and < 65536, $"{flow.Flow.SegmentSize}");
        Assert.Equal(0, flow.Flow.Retransmits);
    }

    [Fact]
    public async Task Names_are_found_both_ways()
    {
        var there = await AskAsync(new LookUp("localhost", TimeSpan.FromSeconds(5)));
        var back = await AskAsync(new LookUp("127.0.0.1", TimeSpan.FromSeconds(5)));

        Assert.Equal(LookUpOutcome.Found, there.Outcome);
        Assert.Contains("127.0.0.1", there.Found);
        Assert.Equal(LookUpOutcome.Found, back.Outcome);
        Assert.StartsWith("localhost", Assert.Single(back.Found));
    }

    [Fact]
    public async Task A_text_that_is_no_name_is_a_failure_not_a_crash()
    {
        var reply = await _host.AskAsync(
            new LookUp(new string('a', 300), TimeSpan.FromSeconds(1)),
            CancellationToken.None
        );

        Assert.Equal(ReplyState.Failed, reply.State);
    }

    [Fact]
    public async Task Nobody_but_the_hosts_own_gateways_is_asked()
    {
        var reply = await _host.AskAsync(new AskGateway("127.0.0.1", "lo"), CancellationToken.None);

        Assert.Equal(ReplyState.Denied, reply.State);
        Assert.Equal("127.0.0.1: is no gateway of this host", reply.Reason);
    }

    [Fact]
    public async Task The_loopback_addresses_are_among_the_hosts_own()
    {
        var own = await AskAsync(new ListAddresses());

        Assert.Contains(new HostAddress("127.0.0.1", 8, "lo", HostAddressState.Usable), own);
        Assert.Contains(own, address => address.Device != "lo" || own.Length <= 2);
    }

    [Fact]
    public async Task The_kernels_tables_can_be_listed()
    {
        Assert.All(
            await AskAsync(new ListNeighbours()),
            neighbour => Assert.True(IPAddress.TryParse(neighbour.Address, out _))
        );
        Assert.All(await AskAsync(new ListPathMtus()), path => Assert.True(path.Bytes > 0));
    }

    [Fact]
    public async Task The_kernel_log_is_read_to_its_end_without_waiting_for_more()
    {
        var log = await _host.AskAsync(new ReadKernelLog("", 3), CancellationToken.None);

        Assert.SkipUnless(log.IsOk, log.Reason);
        Assert.True(log.Value.Length <= 3);
        Assert.Equal(log.Value.OrderBy(m => m.SinceBoot), log.Value);
    }

    private async Task<T> AskAsync<T>(HostRequest<T> request)
    {
        var reply = await _host.AskAsync(request, CancellationToken.None);
        Assert.True(reply.IsOk, reply.Reason);
        return reply.Value!;
    }
}
