using Fleet.Checks.Parsing.SshWire;
using static Fleet.Checks.Tests.Parsing.SshWire.WireBytes;

namespace Fleet.Checks.Tests.Parsing.SshWire;

public sealed class KexInitTests
{
    [Fact]
    public void A_proposal_comes_back_as_it_was_sent()
    {
        var offer = Offer("a,b", "c", "d,e", "f", follows: true);

        var packet = SshPacket.Read(Packet(Payload(offer)));
        var read = KexInit.Read(packet.Value!.Payload.AsSpan(), out var error);

        Assert.Equal("", error);
        Assert.Equal(offer.Kex, read!.Kex);
        Assert.Equal(offer.HostKeys, read.HostKeys);
        Assert.Equal(offer.CiphersToClient, read.CiphersToClient);
        Assert.Equal(offer.MacsToServer, read.MacsToServer);
        Assert.True(read.FirstKexFollows);
    }

    [Fact]
    public void Every_cut_is_said()
    {
        var payload = Payload(Offer());

        for (var length = 0; length < payload.Length; length++)
        {
            Assert.Null(KexInit.Read(payload.AsSpan(0, length), out var error));
            Assert.NotEqual("", error);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 4, 4, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 4, 0, 4, 4, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 13, 4, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 12, 12, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 12, 3, 0, 0, 0 })]
    public void Lengths_that_no_packet_has_are_refused(byte[] bytes) =>
        Assert.Equal(WireState.Invalid, SshPacket.Read(bytes).State);

    [Fact]
    public void A_packet_that_is_not_whole_wants_more()
    {
        var packet = Packet(Payload(Offer()));

        for (var length = 0; length < packet.Length; length++)
        {
            Assert.Equal(WireState.More, SshPacket.Read(packet.AsSpan(0, length)).State);
        }

        Assert.Equal(packet.Length, SshPacket.Read([.. packet, 1, 2]).Length);
    }

    [Fact]
    public void Names_that_could_harm_a_terminal_are_refused()
    {
        Assert.Null(KexInit.Read(Payload(Offer("a\u001b[31m")), out var error));
        Assert.Contains("US-ASCII", error, StringComparison.Ordinal);
    }
}
