using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>Takes text of a log file apart into lines and counts them.</summary>
/// <param name="tally">Where they are counted.</param>
/// <param name="clock">Reads their stamps.</param>
/// <param name="notBefore">Older lines are passed over.</param>
internal sealed class LineFeed(EventTally tally, StampClock clock, DateTimeOffset notBefore)
{
    /// <summary>True once a line found no room in this run.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Counts whole lines.</summary>
    /// <param name="text">Begins at the start of a line.</param>
    /// <param name="isLast">True where nothing will be appended: a last line without line end counts too.</param>
    /// <returns>Bytes taken.</returns>
    public int Take(ReadOnlySpan<byte> text, bool isLast)
    {
        var taken = 0;
        while (taken < text.Length)
        {
            var length = text[taken..].IndexOf((byte)'\n');
            if (length < 0 && !isLast)
            {
                break;
            }

            var line = length < 0 ? text[taken..] : text.Slice(taken, length);
            if (!TryLine(line))
            {
                IsFull = true;
                break;
            }

            taken += length < 0 ? line.Length : length + 1;
        }

        return taken;
    }

    private bool TryLine(ReadOnlySpan<byte> line)
    {
        var record = AuthLogLine.Parse(line);
        return record.Kind == AuthLogKind.Unspecified
            || clock.Read(record.Stamp.Of(line)) is not { } at
            || at < notBefore
            || tally.TryAdd(line, record, at);
    }
}
