using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Tests.Probe;

public sealed class SocketDialerTests
{
    [Fact]
    public async Task A_port_where_nobody_listens_refuses()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var free = (IPEndPoint)taken.LocalEndpoint;
        taken.Stop();

        var dialled = await new SocketDialer().ConnectAsync(free, CancellationToken.None);

        Assert.Equal(ConnectOutcome.Refused, dialled.Outcome);
        Assert.Null(dialled.Stream);
        Assert.NotEqual("", dialled.Reason);
    }

    [Fact]
    public async Task A_listener_is_connected_to()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var dialled = await new SocketDialer().ConnectAsync(
            (IPEndPoint)listener.LocalEndpoint,
            CancellationToken.None
        );

        Assert.Equal(ConnectOutcome.Connected, dialled.Outcome);
        await using var stream = dialled.Stream;
        using var accepted = await listener.AcceptSocketAsync();
        Assert.Equal(accepted.RemoteEndPoint, dialled.Local);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, ConnectOutcome.Refused)]
    [InlineData(SocketError.TimedOut, ConnectOutcome.TimedOut)]
    [InlineData(SocketError.HostUnreachable, ConnectOutcome.Unreachable)]
    [InlineData(SocketError.NetworkUnreachable, ConnectOutcome.Unreachable)]
    [InlineData(SocketError.ConnectionReset, ConnectOutcome.Reset)]
    [InlineData(SocketError.AccessDenied, ConnectOutcome.Prohibited)]
    [InlineData(SocketError.NoBufferSpaceAvailable, ConnectOutcome.Failed)]
    public void The_kernels_words_are_told_apart(SocketError error, ConnectOutcome outcome) =>
        Assert.Equal(outcome, SocketDialer.Of(error));
}
