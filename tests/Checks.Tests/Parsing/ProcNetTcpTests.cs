using Fleet.Checks.Parsing;

namespace Fleet.Checks.Tests.Parsing;

public sealed class ProcNetTcpTests
{
    private const string Header =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    [Theory]
    [InlineData("0100007F:0016", "127.0.0.1:22")]
    [InlineData("00000000:08AE", "0.0.0.0:2222")]
    [InlineData("00000000000000000000000000000000:0016", "[::]:22")]
    [InlineData("00000000000000000000000001000000:0016", "[::1]:22")]
    [InlineData("B80D0120000000000000000001000000:0016", "[2001:db8::1]:22")]
    public void An_address_is_read_from_its_words(string local, string expected)
    {
        Assert.SkipUnless(BitConverter.IsLittleEndian, "these lines are of a little-endian host");
        var socket = Assert.Single(ProcNetTcp.Listening(Header + Line(local, "0A")));

        Assert.Equal(expected, socket.ToString());
        Assert.Equal(4711u, socket.Inode);
    }

    [Fact]
    public void Only_listening_sockets_are_read() =>
        Assert.Empty(ProcNetTcp.Listening(Header + Line("0100007F:0016", "01")));

    [Theory]
    [InlineData("")]
    [InlineData("garbage\nmore garbage : 0A 0A 0A")]
    [InlineData("h\n 0: ZZ00007F:0016 0:0 0A 0 0 0 0 0 1")]
    public void What_is_no_such_line_is_left_out(string text) =>
        Assert.Empty(ProcNetTcp.Listening(text));

    private static string Line(string local, string state) =>
        $"   0: {local} 00000000:0000 {state} 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000 100 0 0 10 0\n";
}
