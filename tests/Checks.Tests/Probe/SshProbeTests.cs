using System.Net;
using System.Text;
using Fleet.Checks.Parsing.SshWire;
using Fleet.Checks.Probe;
using Fleet.Checks.Tests.Host;
using Fleet.Checks.Tests.Parsing.SshWire;
using static Fleet.Checks.Tests.Parsing.SshWire.WireBytes;

namespace Fleet.Checks.Tests.Probe;

public sealed class SshProbeTests
{
    private static readonly IPEndPoint Somewhere = new(IPAddress.Loopback, 22);
    private static readonly byte[] Whole =
    [
        .. Ascii("SSH-2.0-OpenSSH_9.2p1 Debian\r\n"),
        .. Packet(Payload(Offer("a,b"))),
    ];

    [Fact]
    public async Task One_connection_tells_who_the_server_is_and_what_it_offers()
    {
        var server = new ScriptedServer([Whole], ScriptedServer.Ending.IsSilent);

        var seen = await LookAsync(server);

        Assert.Equal(ConnectOutcome.Connected, seen.Connect);
        Assert.Equal("OpenSSH_9.2p1", seen.Identification!.Software);
        Assert.Equal(["a", "b"], seen.Offer!.Kex);
        Assert.Equal("", seen.Reason);
        Assert.Equal(50_000, seen.Local!.Port);
        Assert.Equal(1, server.Connections);
        Assert.True(server.IsClosed);
        Assert.Equal(SshProbe.Greeting, Encoding.ASCII.GetString(server.Heard.ToArray()));
    }

    [Fact]
    public async Task Bytes_that_come_one_by_one_are_the_same_answer()
    {
        var server = new ScriptedServer(
            Whole.Select(value => new[] { value }),
            ScriptedServer.Ending.Closes
        );

        Assert.Equal(["a", "b"], (await LookAsync(server)).Offer!.Kex);
    }

    [Theory]
    [InlineData("Exceeded MaxStartups\r\n", "it said: Exceeded MaxStartups")]
    [InlineData("", "closed the connection before the server named itself")]
    [InlineData("SSH-1.5-old\r\n", "speaks SSH 1.5 only")]
    [InlineData("220 mail\0\r\n", "no SSH server")]
    [InlineData("SSH-2.0-x\r\nSSH-2.0", "no packet has the length")]
    [InlineData("SSH-2.0-x\r\n", "closed the connection after the server named itself")]
    public async Task Whatever_else_a_server_does_is_said(string sent, string reason)
    {
        var seen = await LookAsync(new([Ascii(sent)], ScriptedServer.Ending.Closes));

        Assert.Null(seen.Offer);
        Assert.Contains(reason, seen.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_names_no_SSH_is_told_nothing()
    {
        var server = new ScriptedServer([Ascii("HTTP/1.1 400\r\n")], ScriptedServer.Ending.Closes);

        await LookAsync(server);

        Assert.Equal(0, server.Heard.Length);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_an_answer()
    {
        var seen = await LookAsync(new([], ScriptedServer.Ending.Breaks));

        Assert.Contains("Connection reset by peer", seen.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_server_is_given_up()
    {
        var time = new FakeTime();
        var probe = new SshProbe(new ScriptedServer([], ScriptedServer.Ending.IsSilent), time);

        var looking = probe.LookAsync(Somewhere, CancellationToken.None).AsTask();
        time.Advance(probe.TalkLimit);

        Assert.Contains("in time", (await looking).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_obeyed()
    {
        using var caller = new CancellationTokenSource();
        var probe = new SshProbe(
            new ScriptedServer([], ScriptedServer.Ending.IsSilent),
            new FakeTime()
        );

        var looking = probe.LookAsync(Somewhere, caller.Token).AsTask();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => looking);
    }

    [Fact]
    public async Task A_server_that_never_ends_is_left_at_the_limit()
    {
        var flood = Enumerable.Repeat(new byte[2048], 1000).Select(piece => piece.ToArray());
        var pieces = flood.Prepend([.. Ascii("SSH-2.0-x\r\n"), 0, 3, 255, 252, 4]).ToList();
        var seen = await LookAsync(new(pieces, ScriptedServer.Ending.IsSilent));

        Assert.Null(seen.Offer);
        Assert.Contains("SSH_MSG_KEXINIT", seen.Reason, StringComparison.Ordinal);
    }

    private static ValueTask<SshProbeResult> LookAsync(ScriptedServer server) =>
        new SshProbe(server, TimeProvider.System).LookAsync(Somewhere, CancellationToken.None);
}
