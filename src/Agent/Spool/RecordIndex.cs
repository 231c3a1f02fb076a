namespace Fleet.Agent.Spool;

/// <summary>Where each record lies, by seq. A record that was written again, longer, is found where it was written last.</summary>
internal sealed class RecordIndex
{
    private readonly List<(ulong Seq, Location Where)> _records = [];
    private int _first;

    public int Count => _records.Count - _first;

    /// <summary>0: there is none.</summary>
    public ulong Oldest => Count == 0 ? 0 : _records[_first].Seq;

    public void Put(ulong seq, Location where)
    {
        var at = At(seq);
        if (at < _records.Count && _records[at].Seq == seq)
        {
            _records[at] = (seq, where);
        }
        else
        {
            _records.Insert(at, (seq, where));
        }
    }

    /// <summary>Records from a seq on, in order.</summary>
    public IEnumerable<(ulong Seq, Location Where)> From(ulong seq)
    {
        for (var at = At(seq); at < _records.Count; at++)
        {
            yield return _records[at];
        }
    }

    /// <summary>Forgets every record up to and including a seq.</summary>
    public void Forget(ulong upTo)
    {
        _first = At(upTo + 1);
        if (_first > 1024 && _first > _records.Count / 2)
        {
            _records.RemoveRange(0, _first);
            _first = 0;
        }
    }

    /// <summary>The place of the first record with this seq or a higher one.</summary>
    private int At(ulong seq)
    {
        var (low, high) = (_first, _records.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _records[middle].Seq < seq ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
