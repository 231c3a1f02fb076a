namespace Fleet.Checks.Parsing.AuthLog.Messages;

/// <summary>Patterns by their first byte; within one, the first declared that fits wins.</summary>
internal sealed class MessageTable
{
    private readonly MessagePattern[][] _byFirst;

    public MessageTable(params MessagePattern[][] parts)
    {
        var all = parts.SelectMany(part => part).ToLookup(pattern => pattern.First);
        _byFirst = [.. Enumerable.Range(0, 128).Select(first => all[(byte)first].ToArray())];
    }

    public bool TryRead(ReadOnlySpan<byte> line, Slice message, ref AuthLogRecord record)
    {
        if (message.IsEmpty || line[message.Start] is var first && first >= 128)
        {
            return false;
        }

        foreach (var pattern in _byFirst[first])
        {
            if (pattern.TryRead(line, message, ref record))
            {
                return true;
            }
        }

        return false;
    }
}
