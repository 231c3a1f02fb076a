using System.Buffers.Binary;
using System.Text;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Tests.Parsing.SshWire;

/// <summary>Writes what a peer sends before encryption.</summary>
internal static class WireBytes
{
    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    public static byte[] Packet(byte[] payload)
    {
        var padding = 8 - ((payload.Length + 5) % 8);
        padding += padding < 4 ? 8 : 0;
        var packet = new byte[5 + payload.Length + padding];
        BinaryPrimitives.WriteInt32BigEndian(packet, packet.Length - 4);
        packet[4] = (byte)padding;
        payload.CopyTo(packet, 5);
        return packet;
    }

    public static byte[] Payload(KexInit init) =>
        [
            KexInit.Message,
            .. new byte[16],
            .. List(init.Kex),
            .. List(init.HostKeys),
            .. List(init.CiphersToServer),
            .. List(init.CiphersToClient),
            .. List(init.MacsToServer),
            .. List(init.MacsToClient),
            .. List(init.CompressionToServer),
            .. List(init.CompressionToClient),
            .. List([]),
            .. List([]),
            (byte)(init.FirstKexFollows ? 1 : 0),
            0,
            0,
            0,
            0,
        ];

    public static KexInit Offer(
        string kex = "curve25519-sha256",
        string hostKeys = "ssh-ed25519",
        string ciphers = "aes128-ctr",
        string macs = "hmac-sha2-256",
        bool follows = false
    ) =>
        new()
        {
            Kex = [.. kex.Split(',')],
            HostKeys = [.. hostKeys.Split(',')],
            CiphersToServer = [.. ciphers.Split(',')],
            CiphersToClient = [.. ciphers.Split(',')],
            MacsToServer = [.. macs.Split(',')],
            MacsToClient = [.. macs.Split(',')],
            CompressionToServer = ["none"],
            CompressionToClient = ["none"],
            FirstKexFollows = follows,
        };

    private static byte[] List(IEnumerable<string> names)
    {
        var text = Ascii(string.Join(',', names));
        var field = new byte[4 + text.Length];
        BinaryPrimitives.WriteInt32BigEndian(field, text.Length);
        text.CopyTo(field, 4);
        return field;
    }
}
