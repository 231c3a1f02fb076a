using System.Buffers.Binary;
using System.Numerics;

namespace Fleet.Agent.Spool;

/// <summary>How the spool's files are cut: length, CRC-32C (RFC 3720 §B.4) of the payload, payload. A crash leaves at most one torn frame, at the end.</summary>
internal static class Frames
{
    /// <summary>Bytes before the payload.</summary>
    public const int Header = 8;

    /// <summary>No payload is longer, and none is empty: another length is damage, as are the zeros that a power cut can leave.</summary>
    public const int MaxPayload = 64 << 20;

    /// <summary>The frame around a payload.</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> payload)
    {
        var frame = new byte[Header + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), Checksum(payload));
        payload.CopyTo(frame.AsSpan(Header));
        return frame;
    }

    /// <summary>The payload of the frame at the start; null: it is torn or damaged.</summary>
    public static ReadOnlyMemory<byte>? Unwrap(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < Header)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
        if (length is <= 0 or > MaxPayload || length > bytes.Length - Header)
        {
            return null;
        }

        var payload = bytes.Slice(Header, length);
        var expected = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[4..]);
        return Checksum(payload.Span) == expected ? payload : null;
    }

    private static uint Checksum(ReadOnlySpan<byte> payload)
    {
        var crc = uint.MaxValue;
        while (payload.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(payload));
            payload = payload[sizeof(ulong)..];
        }

        foreach (var value in payload)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
