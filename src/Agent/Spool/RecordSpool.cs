using System.Collections.Immutable;
using Fleet.Agent.Disk;
using Fleet.Agent.Schedule;
using Fleet.Checks.Facts;
using Wire = Fleet.V1;

namespace Fleet.Agent.Spool;

/// <summary>
/// Every run of every check, on disk until the controller has stored it. A run, its cursor and its place are one record: a crash loses nothing that was recorded
/// and counts nothing twice. Safe for concurrent use.
/// </summary>
public sealed class RecordSpool : IObservationSink, IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly SpoolLimits _limits;
    private readonly QuietTail _tail = new();
    private SpoolState _state;
    private SegmentLog _log;
    private ulong _sent;
    private bool _closed;
    private TaskCompletionSource _appended = NewSignal();

    private RecordSpool(string folder, SpoolLimits limits, SpoolState state)
    {
        (_folder, _limits, _state) = (folder, limits, state);
        _log = new SegmentLog(RecordsFolder(state), limits);
    }

    public string SpoolId => _state.SpoolId;

    /// <summary>The controller's name for this spool; 0: none yet.</summary>
    public ulong Epoch => _state.Epoch;

    /// <summary>0: no record yet.</summary>
    public ulong NewestSeq => Locked(() => _state.NextSeq - 1);

    /// <summary>The oldest record still held; one more than the newest where none is.</summary>
    public ulong OldestSeq => Locked(() => _log.Count == 0 ? _state.NextSeq : _log.Oldest);

    /// <summary>Records held, and bytes on disk.</summary>
    public (int Records, long Bytes) Size => Locked(() => (_log.Count, _log.Bytes));

    /// <summary>Checks whose next record will be a snapshot.</summary>
    public ImmutableArray<string> Owed =>
        Locked(() =>
            _state.Checks.Where(c => c.Value.OwedSince > 0).Select(c => c.Key).ToImmutableArray()
        );

    /// <summary>Opens the spool in a folder, or begins one.</summary>
    /// <param name="folder">For the spool alone.</param>
    /// <param name="limits">How large it may get.</param>
    /// <param name="warn">Told what was found damaged, in one line.</param>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static RecordSpool Open(string folder, SpoolLimits limits, Action<string> warn)
    {
        AtomicFile.CreateFolder(folder);
        var state = SpoolState.Read(Path.Combine(folder, "state"));
        if (state is null && File.Exists(Path.Combine(folder, "state")))
        {
            warn($"{folder}/state cannot be read: a new spool is begun");
        }

        var spool = new RecordSpool(folder, limits, state ?? SpoolState.New());
        spool.Save(spool._state);
        spool.DeleteOtherSpools();
        spool._log.Load(spool.Take, warn);
        spool._sent = spool.NewestSeq;
        return spool;
    }

    public string CursorOf(string check) =>
        Locked(() => _state.Checks.GetValueOrDefault(check)?.Cursor ?? "");

    public ulong Record(Observation observation, RunStamp at, bool mayFold)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var known = _state.Checks.GetValueOrDefault(observation.Check);
            var before = known is null or { OwedSince: > 0 } ? null : known.Base;
            var record = RecordTimes.Stamp(
                DeltaEncoder.Encode(before, WireObservation.Of(observation)),
                at
            );
            record.Seq = _state.NextSeq;
            record = (mayFold ? _tail.Fold(record, _sent) : null) ?? record;
            var spooled = new SpooledRecord(record, observation.Cursor);
            _log.Append(spooled);
            Take(spooled);
            _tail.Add(record);
            GiveUpBeyondLimit();
            _appended.TrySetResult();
            _appended = NewSignal();
            return record.Seq;
        }
    }

    /// <summary>
    /// The next records to send, in order and without holes: what is missing is said by a gap record, and snapshots are owed for it. They count as sent from now on.
    /// </summary>
    /// <param name="from">The first seq wanted.</param>
    /// <param name="mostRecords">At most so many.</param>
    /// <param name="mostBytes">At most so many bytes, but at least one record.</param>
    /// <param name="now">The time of a gap with nothing behind it.</param>
    public ImmutableArray<Wire.Record> Read(
        ulong from,
        int mostRecords,
        int mostBytes,
        RunStamp now
    )
    {
        lock (_lock)
        {
            var records = ImmutableArray.CreateBuilder<Wire.Record>();
            foreach (var (spooled, size) in _log.From(from))
            {
                mostBytes -= size;
                if (records.Count >= mostRecords || (records.Count > 0 && mostBytes < 0))
                {
                    break;
                }

                if (spooled.Seq > from)
                {
                    records.Add(Gap(from, spooled.Record));
                    from = spooled.Seq;
                    if (records.Count >= mostRecords)
                    {
                        break;
                    }
                }

                records.Add(spooled.Record);
                from = spooled.Seq + 1;
            }

            if (records.Count == 0 && from < _state.NextSeq)
            {
                records.Add(
                    Gap(from, RecordTimes.Stamp(new Wire.Record { Seq = _state.NextSeq }, now))
                );
            }

            _sent = records.Count > 0 ? Math.Max(_sent, records[^1].Seq) : _sent;
            return records.ToImmutable();
        }
    }

    /// <summary>Completes when there is something that <see cref="Read"/> from this seq on would give.</summary>
    public async Task WaitAsync(ulong from, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (appended, newest) = Locked(() => (_appended.Task, _state.NextSeq - 1));
            if (from <= newest)
            {
                return;
            }

            await appended.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The controller has stored every record up to and including this one.</summary>
    public void Acked(ulong seq)
    {
        lock (_lock)
        {
            _log.Forget(seq);
            if (_log.OldestFileEndsAt <= seq)
            {
                Save(_state);
                _log.DeleteFiles(seq);
            }
        }
    }

    /// <summary>Remembers the name that the controller gave this spool.</summary>
    public void Accepted(ulong epoch)
    {
        lock (_lock)
        {
            if (_state.Epoch != epoch)
            {
                Save(_state with { Epoch = epoch });
            }
        }
    }

    /// <summary>These checks' next records will be snapshots; none named: all checks'.</summary>
    public void Owe(IReadOnlyCollection<string> checks)
    {
        lock (_lock)
        {
            Owe(c => checks.Count == 0 || checks.Contains(c.Base.Check));
        }
    }

    /// <summary>
    /// Gives this spool up, for the controller has stored more of it than is here (a disk from a backup). The next one has a new id and begins with snapshots;
    /// checks go on where they were.
    /// </summary>
    public void BeginAnew()
    {
        lock (_lock)
        {
            Save(_state.Anew());
            _log.Delete();
            _log = new SegmentLog(RecordsFolder(_state), _limits);
            AtomicFile.CreateFolder(RecordsFolder(_state));
            _tail.Clear();
            _sent = 0;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            _log.Dispose();
        }
    }

    /// <summary>A record was read or written: what it says of its check is known from now on.</summary>
    private void Take(SpooledRecord spooled) => _state = _state.After(spooled);

    private void GiveUpBeyondLimit()
    {
        while (_log.IsBeyondLimit && _log.OldestFileEndsAt is { } end)
        {
            _state = _state with
            {
                GapReason = $"the spool reached {_limits.MaxBytes >> 20} MB unsent",
            };
            Owe(check => check.SnapshotSeq <= end);
            _log.Forget(end);
            _log.DeleteFiles(end);
        }
    }

    private Wire.Record Gap(ulong first, Wire.Record next)
    {
        Owe(check => check.SnapshotSeq < next.Seq);
        var reason = _state.GapReason == "" ? "no longer held" : _state.GapReason;
        return RecordTimes.GapBefore(next, first, reason);
    }

    private void Owe(Func<CheckState, bool> which)
    {
        var owing = _state.Owing(which);
        if (owing != _state)
        {
            Save(owing);
        }
    }

    private void Save(SpoolState state)
    {
        state.Write(Path.Combine(_folder, "state"));
        _state = state;
    }

    private void DeleteOtherSpools()
    {
        foreach (var other in Directory.EnumerateDirectories(_folder))
        {
            if (other != RecordsFolder(_state))
            {
                Directory.Delete(other, recursive: true);
            }
        }
    }

    /// <summary>Named by the spool, so that records of one are never taken for another's.</summary>
    private string RecordsFolder(SpoolState state) => Path.Combine(_folder, state.SpoolId);

    private static TaskCompletionSource NewSignal() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }
}
