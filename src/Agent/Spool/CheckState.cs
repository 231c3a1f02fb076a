using Wire = Fleet.V1;

namespace Fleet.Agent.Spool;

/// <summary>What the spool knows of a check, whatever became of its records: the base of its next delta, and where its next run goes on.</summary>
/// <param name="Base">Its newest run (<see cref="DeltaEncoder.Base"/>).</param>
/// <param name="Cursor">What that run left for the next.</param>
/// <param name="SnapshotSeq">The seq of its newest snapshot.</param>
/// <param name="OwedSince">Its next record from this seq on must be a snapshot; 0: none is owed.</param>
internal sealed record CheckState(
    Wire.Observation Base,
    string Cursor,
    ulong SnapshotSeq,
    ulong OwedSince
)
{
    /// <summary>The state after a record of the check. Telling the same records again in the same order ends in the same state.</summary>
    /// <param name="before">Null: none is known yet.</param>
    /// <param name="told">The record.</param>
    public static CheckState? After(CheckState? before, SpooledRecord told) =>
        told.Record.BodyCase switch
        {
            Wire.Record.BodyOneofCase.Snapshot => new CheckState(
                DeltaEncoder.Base(told.Record.Snapshot),
                told.Cursor,
                told.Seq,
                before is { OwedSince: var since } && since > told.Seq ? since : 0
            ),
            Wire.Record.BodyOneofCase.Delta when before is not null => before with
            {
                Base = DeltaEncoder.Apply(before.Base, told.Record.Delta),
                Cursor = told.Cursor,
            },
            Wire.Record.BodyOneofCase.Unchanged when before is not null => before with
            {
                Cursor = told.Cursor,
            },
            _ => before,
        };

    /// <summary>The check a record is of; null for a gap.</summary>
    public static string? CheckOf(Wire.Record record) =>
        record.BodyCase switch
        {
            Wire.Record.BodyOneofCase.Snapshot => record.Snapshot.Check,
            Wire.Record.BodyOneofCase.Delta => record.Delta.Check,
            Wire.Record.BodyOneofCase.Unchanged => record.Unchanged.Check,
            _ => null,
        };
}
