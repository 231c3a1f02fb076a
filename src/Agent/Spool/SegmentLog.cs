using Fleet.Agent.Disk;

namespace Fleet.Agent.Spool;

/// <summary>The spool's records on disk: appended at one end, deleted by whole files at the other.</summary>
internal sealed class SegmentLog(string folder, SpoolLimits limits) : IDisposable
{
    private readonly RecordIndex _index = new();
    private readonly List<Segment> _segments = [];

    public int Count => _index.Count;

    public ulong Oldest => _index.Oldest;

    public long Bytes => _segments.Sum(segment => segment.Length);

    /// <summary>The highest seq that the oldest file holds, where there is more than one file.</summary>
    public ulong? OldestFileEndsAt => _segments.Count > 1 ? _segments[0].MaxSeq : null;

    public bool IsBeyondLimit => Bytes > limits.MaxBytes && _segments.Count > 1;

    /// <summary>Reads what is there.</summary>
    /// <param name="found">Told every record in the order it was written.</param>
    /// <param name="warn">Told of damage.</param>
    public void Load(Action<SpooledRecord> found, Action<string> warn)
    {
        AtomicFile.CreateFolder(folder);
        foreach (var number in Segment.NumbersIn(folder))
        {
            var segment = Segment.Open(folder, number);
            _segments.Add(segment);
            var torn = segment.Scan(
                (record, where) =>
                {
                    _index.Put(record.Seq, where);
                    found(record);
                }
            );
            if (torn > 0)
            {
                warn($"{segment.Path}: {torn} bytes at its end were damaged and are cut off");
            }
        }
    }

    /// <summary>Appends a record; it is on disk when this returns.</summary>
    /// <exception cref="IOException">It could not be written; nothing has changed.</exception>
    public void Append(SpooledRecord record)
    {
        if (_segments.Count == 0 || _segments[^1].Length >= limits.SegmentBytes)
        {
            var number = _segments.Count == 0 ? 1 : _segments[^1].Number + 1;
            _segments.Add(Segment.Open(folder, number));
        }

        _index.Put(record.Seq, _segments[^1].Append(record));
    }

    /// <summary>Records from a seq on, in order, each read when it is come to, with its size on disk.</summary>
    public IEnumerable<(SpooledRecord Record, int Bytes)> From(ulong seq) =>
        _index.From(seq).Select(r => (r.Where.Segment.Read(r.Where), r.Where.Length));

    public void Forget(ulong upTo) => _index.Forget(upTo);

    /// <summary>Deletes the files that hold nothing beyond a seq, but never the one that is appended to.</summary>
    public void DeleteFiles(ulong upTo)
    {
        while (OldestFileEndsAt <= upTo)
        {
            _segments[0].Delete();
            _segments.RemoveAt(0);
        }
    }

    /// <summary>Deletes everything, the folder too.</summary>
    public void Delete()
    {
        Dispose();
        Directory.Delete(folder, recursive: true);
    }

    public void Dispose()
    {
        foreach (var segment in _segments)
        {
            segment.Dispose();
        }

        _segments.Clear();
    }
}
