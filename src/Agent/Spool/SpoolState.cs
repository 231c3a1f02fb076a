using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fleet.Agent.Disk;
using Google.Protobuf;
using Wire = Fleet.V1;

namespace Fleet.Agent.Spool;

/// <summary>
/// What must be known though the records it came from are gone. It may be older than the newest records: those are told again over it. It is
/// written before any record is deleted.
/// </summary>
internal sealed record SpoolState
{
    private const int FormatVersion = 1;

    /// <summary>Random, made with the spool: tells a spool from one that was begun anew.</summary>
    public required string SpoolId { get; init; }

    /// <summary>The controller's name for this spool; 0: none yet.</summary>
    public ulong Epoch { get; init; }

    /// <summary>At least one more than any seq that was ever used up to the writing.</summary>
    public ulong NextSeq { get; init; } = 1;

    /// <summary>Why records are missing, if they are.</summary>
    public string GapReason { get; init; } = "";

    public ImmutableDictionary<string, CheckState> Checks { get; init; } =
        ImmutableDictionary<string, CheckState>.Empty;

    public static SpoolState New() =>
        new() { SpoolId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) };

    /// <summary>The state once a record was read or written: what it says of its check is known from now on.</summary>
    public SpoolState After(SpooledRecord told)
    {
        var checks = Checks;
        if (CheckState.CheckOf(told.Record) is { } check)
        {
            var after = CheckState.After(checks.GetValueOrDefault(check), told);
            checks = after is null ? checks : checks.SetItem(check, after);
        }

        return this with
        {
            NextSeq = Math.Max(NextSeq, told.Seq + 1),
            Checks = checks,
        };
    }

    /// <summary>With snapshots owed for these checks; the same state where they were owed before.</summary>
    public SpoolState Owing(Func<CheckState, bool> which)
    {
        var owed = Checks
            .Values.Where(check => check.OwedSince == 0)
            .Where(which)
            .Select(check =>
                KeyValuePair.Create(check.Base.Check, check with { OwedSince = NextSeq })
            )
            .ToArray();
        return owed.Length == 0 ? this : this with { Checks = Checks.SetItems(owed) };
    }

    /// <summary>Another spool, which begins with snapshots; checks go on where they were.</summary>
    public SpoolState Anew()
    {
        var fresh = New();
        var checks = Checks.Values.Select(check =>
            check with
            {
                SnapshotSeq = 0,
                OwedSince = fresh.NextSeq,
            }
        );
        return fresh with
        {
            Checks = checks.ToImmutableDictionary(
                check => check.Base.Check,
                StringComparer.Ordinal
            ),
        };
    }

    public void Write(string path)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(FormatVersion);
            writer.Write(SpoolId);
            writer.Write(Epoch);
            writer.Write(NextSeq);
            writer.Write(GapReason);
            writer.Write(Checks.Count);
            foreach (var check in Checks.Values)
            {
                var known = check.Base.ToByteArray();
                writer.Write(known.Length);
                writer.Write(known);
                writer.Write(check.Cursor);
                writer.Write(check.SnapshotSeq);
                writer.Write(check.OwedSince);
            }
        }

        AtomicFile.Write(path, Frames.Wrap(content.ToArray()));
    }

    /// <summary>The state in a file; null: none, or it is damaged or of a newer format.</summary>
    public static SpoolState? Read(string path)
    {
        if (AtomicFile.Read(path) is not { } bytes || Frames.Unwrap(bytes) is not { } payload)
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(payload.ToArray()), Encoding.UTF8);
        if (reader.ReadInt32() != FormatVersion)
        {
            return null;
        }

        return new SpoolState
        {
            SpoolId = reader.ReadString(),
            Epoch = reader.ReadUInt64(),
            NextSeq = reader.ReadUInt64(),
            GapReason = reader.ReadString(),
            Checks = ReadChecks(reader),
        };
    }

    private static ImmutableDictionary<string, CheckState> ReadChecks(BinaryReader reader)
    {
        var checks = ImmutableDictionary.CreateBuilder<string, CheckState>(StringComparer.Ordinal);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var known = Wire.Observation.Parser.ParseFrom(reader.ReadBytes(reader.ReadInt32()));
            checks[known.Check] = new CheckState(
                known,
                reader.ReadString(),
                reader.ReadUInt64(),
                reader.ReadUInt64()
            );
        }

        return checks.ToImmutable();
    }
}
