using Wire = Fleet.V1;

namespace Fleet.Agent.Spool;

/// <summary>
/// The unchanged records at the spool's end. While nothing but unchanged runs comes, each check's record there grows instead of another being added: a host at rest
/// takes no more room offline. A record behind which something changed stays as it is, so that times stay in order.
/// </summary>
internal sealed class QuietTail
{
    private readonly Dictionary<string, Wire.Record> _unchanged = new(StringComparer.Ordinal);

    /// <summary>The check's record at the end with this run added; null: there is none, or it was sent, or another boot came between.</summary>
    public Wire.Record? Fold(Wire.Record run, ulong sent)
    {
        if (
            run.Unchanged is not { } unchanged
            || !_unchanged.TryGetValue(unchanged.Check, out var before)
            || before.Seq <= sent
            || before.BootId != run.BootId
        )
        {
            return null;
        }

        var folded = run.Clone();
        folded.Seq = before.Seq;
        folded.Unchanged.FirstBootTimeNs = before.Unchanged.FirstBootTimeNs;
        folded.Unchanged.Count = before.Unchanged.Count + 1;
        return folded;
    }

    /// <summary>A record was written at the end.</summary>
    public void Add(Wire.Record record)
    {
        if (record.Unchanged is { } unchanged)
        {
            _unchanged[unchanged.Check] = record;
        }
        else
        {
            _unchanged.Clear();
        }
    }

    public void Clear() => _unchanged.Clear();
}
