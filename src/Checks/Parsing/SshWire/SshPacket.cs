using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshWire;

/// <summary>A binary packet before encryption (RFC 4253 §6): its payload. There is no MAC yet.</summary>
/// <param name="Payload">The message; its first byte is the message number.</param>
public sealed record SshPacket(ImmutableArray<byte> Payload)
{
    /// <summary>The longest packet_length that OpenSSH takes (<c>packet.c</c>, PACKET_MAX_SIZE).</summary>
    public const int MaxLength = 256 * 1024;

    private const int Block = 8;
    private const int MinPadding = 4;

    /// <summary>The message number (RFC 4250 §4.1); 0 where the payload is empty.</summary>
    public int Message => Payload.IsEmpty ? 0 : Payload[0];

    /// <summary>Reads the packet at the start of <paramref name="bytes"/>. Any bytes give an answer.</summary>
    public static WireRead<SshPacket> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(uint) + 1)
        {
            return WireRead.More<SshPacket>("the length of a packet");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (length is < 1 + MinPadding or > MaxLength || (length + sizeof(uint)) % Block != 0)
        {
            return WireRead.Invalid<SshPacket>($"no packet has the length {length}");
        }

        var padding = bytes[sizeof(uint)];
        if (padding < MinPadding || padding > length - 1)
        {
            return WireRead.Invalid<SshPacket>(
                $"a packet of {length} bytes cannot have {padding} bytes of padding"
            );
        }

        var whole = sizeof(uint) + (int)length;
        return bytes.Length < whole
            ? WireRead.More<SshPacket>($"{whole - bytes.Length} bytes of a packet")
            : WireRead.Ok(new SshPacket([.. bytes[(sizeof(uint) + 1)..(whole - padding)]]), whole);
    }
}
