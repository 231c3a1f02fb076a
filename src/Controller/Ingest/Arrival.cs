using System.Collections.Immutable;
using Fleet.Checks.Facts;

namespace Fleet.Controller.Ingest;

/// <summary>A record of a host's spool as the controller takes it: in order, its time settled, no longer tied to the wire.</summary>
/// <param name="Seq">Its place in the spool.</param>
/// <param name="At">When the host ran the check, by the rules of the wire: receipt minus monotonic age within one boot, else the host's clock between the previous record's time and the receipt.</param>
/// <param name="Body">What it says.</param>
public sealed record Arrival(ulong Seq, DateTimeOffset At, ArrivalBody Body);

/// <summary>What a record says; the kinds are closed.</summary>
public abstract record ArrivalBody
{
    private protected ArrivalBody() { }
}

/// <summary>A whole run.</summary>
public sealed record ArrivedSnapshot(Observation Observation) : ArrivalBody;

/// <summary>A run told as its difference from the check's previous record in the same spool.</summary>
/// <param name="Check">The check.</param>
/// <param name="Status">How the run ended.</param>
/// <param name="Reason">Why it is not a plain run.</param>
/// <param name="Set">Facts new or changed.</param>
/// <param name="Removed">Keys of facts that the run no longer reported.</param>
/// <param name="Coverage">The new coverage; null: as before.</param>
/// <param name="Documents">New or changed.</param>
/// <param name="DocumentsRemoved">Names of documents that are gone.</param>
public sealed record ArrivedDelta(
    string Check,
    RunStatus Status,
    string Reason,
    ImmutableArray<Fact> Set,
    ImmutableArray<string> Removed,
    ImmutableArray<Coverage>? Coverage,
    ImmutableArray<Document> Documents,
    ImmutableArray<string> DocumentsRemoved
) : ArrivalBody
{
    public ImmutableArray<Sample> Samples { get; init; } = [];

    public ImmutableArray<EventBucket> Events { get; init; } = [];

    public ImmutableArray<EventLine> Lines { get; init; } = [];
}

/// <summary>Runs equal to the check's previous record.</summary>
/// <param name="Check">The check.</param>
/// <param name="FirstAt">When the first of them ran; the record's own time is that of the last.</param>
/// <param name="Count">How many.</param>
/// <param name="Samples">Of the last.</param>
public sealed record ArrivedUnchanged(
    string Check,
    DateTimeOffset FirstAt,
    long Count,
    ImmutableArray<Sample> Samples
) : ArrivalBody;

/// <summary>Records that the host gave up; snapshots of the affected checks follow.</summary>
public sealed record ArrivedGap(ulong FirstSeq, string Reason) : ArrivalBody;
