using Fleet.Checks.Parsing.SshWire;
using static Fleet.Checks.Tests.Parsing.SshWire.WireBytes;

namespace Fleet.Checks.Tests.Parsing.SshWire;

public sealed class SshWireFuzzTests
{
    private const int Rounds = 20_000;

    [Fact]
    public void No_bytes_make_a_reader_throw_or_take_more_than_there_is()
    {
        var random = new Random(4253);
        var seeds = new[]
        {
            Ascii("hello\r\nSSH-2.0-OpenSSH_9.2p1 Debian\r\n"),
            Packet(Payload(Offer("a,b,kex-strict-s-v00@openssh.com"))),
            [31, 0, 0, 0, 19, 0, 0, 0, 11, .. Ascii("ssh-ed25519"), 0, 0, 0, 0],
            [],
        };
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutated(seeds[round % seeds.Length], random);

            var named = SshIdentification.Read(bytes);
            var packet = SshPacket.Read(bytes);
            KexInit.Read(bytes, out _);
            KexReply.HostKey(bytes, out _);
            KexReply.HostKey([31, .. bytes], out _);
            KexInit.Read([KexInit.Message, .. bytes], out _);

            Assert.InRange(named.Length, 0, bytes.Length);
            Assert.InRange(packet.Length, 0, bytes.Length);
            Assert.NotEqual(WireState.Unspecified, named.State);
            Assert.NotEqual(WireState.Unspecified, packet.State);
        }
    }

    private static byte[] Mutated(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var change = random.Next(12); change >= 0; change--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(3))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at));
                    break;
                default:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. bytes];
    }
}
