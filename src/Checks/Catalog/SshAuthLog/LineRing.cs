using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>The latest lines, oldest first out. Two of them make up the 200 lines of a run: one for what anybody can cause, one for the rest.</summary>
internal sealed class LineRing
{
    private const int Most = 100;
    private readonly Queue<(long Sequence, EventLine Line)> _lines = new(Most + 1);

    public IEnumerable<(long Sequence, EventLine Line)> Lines => _lines;

    public void Add(long sequence, EventLine line)
    {
        _lines.Enqueue((sequence, line));
        if (_lines.Count > Most)
        {
            _lines.Dequeue();
        }
    }
}
