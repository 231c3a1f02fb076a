using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using Wire = Fleet.V1;

namespace Fleet.Agent.Spool;

/// <summary>A record as it lies on disk: what goes over the wire, and the check's cursor, which the wire leaves out of unchanged runs.</summary>
internal sealed record SpooledRecord(Wire.Record Record, string Cursor)
{
    public ulong Seq => Record.Seq;

    public byte[] ToPayload()
    {
        var length = Record.CalculateSize();
        var payload = new byte[4 + length + Encoding.UTF8.GetByteCount(Cursor)];
        BinaryPrimitives.WriteInt32LittleEndian(payload, length);
        Record.WriteTo(payload.AsSpan(4, length));
        Encoding.UTF8.GetBytes(Cursor, payload.AsSpan(4 + length));
        return payload;
    }

    public static SpooledRecord FromPayload(ReadOnlySpan<byte> payload)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(payload);
        return new SpooledRecord(
            Wire.Record.Parser.ParseFrom(payload.Slice(4, length)),
            Encoding.UTF8.GetString(payload[(4 + length)..])
        );
    }
}
