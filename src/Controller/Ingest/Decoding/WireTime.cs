using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Ingest.Decoding;

/// <summary>Times from the wire.</summary>
internal static class WireTime
{
    // 0001-01-01 and 9999-12-31T23:59:59 (google/protobuf/timestamp.proto).
    private const long First = -62_135_596_800;
    private const long Last = 253_402_300_799;

    public static DateTimeOffset Of(Timestamp? wire, string what) =>
        wire is { Seconds: >= First and <= Last, Nanos: >= 0 and < 1_000_000_000 }
            ? wire.ToDateTimeOffset()
            : throw new MalformedException($"{what}: no time, or one that is none");
}
