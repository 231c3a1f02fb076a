using Fleet.Checks.Parsing.SshWire;
using static Fleet.Checks.Tests.Parsing.SshWire.WireBytes;

namespace Fleet.Checks.Tests.Parsing.SshWire;

public sealed class SshIdentificationTests
{
    [Fact]
    public void Software_and_comments_stand_apart()
    {
        var read = SshIdentification.Read(Ascii("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\r\nrest"));

        Assert.True(read.IsOk);
        Assert.Equal("2.0", read.Value.Protocol);
        Assert.Equal("OpenSSH_9.2p1", read.Value.Software);
        Assert.Equal("Debian-2+deb12u7", read.Value.Comments);
        Assert.Equal("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7".Length + 2, read.Length);
    }

    [Fact]
    public void Lines_of_a_server_before_it_are_kept()
    {
        var read = SshIdentification.Read(Ascii("Exceeded MaxStartups\r\nbye\nSSH-1.99-x\n"));

        Assert.Equal(["Exceeded MaxStartups", "bye"], read.Value!.Before);
        Assert.True(read.Value.IsVersion2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-Open")]
    [InlineData("Not allowed at this time\r\n")]
    public void What_is_not_whole_wants_more(string sent) =>
        Assert.Equal(WireState.More, SshIdentification.Read(Ascii(sent)).State);

    [Fact]
    public void Limits_of_OpenSSH_hold()
    {
        var longest = new string('x', SshIdentification.MaxLine);
        var lines = string.Concat(Enumerable.Repeat("x\n", SshIdentification.MaxLinesBefore));

        Assert.Equal(WireState.Invalid, SshIdentification.Read(Ascii(longest)).State);
        Assert.Equal(WireState.Invalid, SshIdentification.Read(Ascii("SSH-2.0-a\0\r\n")).State);
        Assert.Equal(WireState.Invalid, SshIdentification.Read(Ascii("SSH-2.0\n")).State);
        Assert.True(SshIdentification.Read(Ascii(lines + "SSH-2.0-a\n")).IsOk);
        Assert.Equal(
            WireState.Invalid,
            SshIdentification.Read(Ascii(lines + "x\nSSH-2.0-a\n")).State
        );
    }

    [Fact]
    public void Version_1_is_told_apart() =>
        Assert.False(SshIdentification.Read(Ascii("SSH-1.5-OpenSSH\n")).Value!.IsVersion2);
}
