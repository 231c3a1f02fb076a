using System.Text;

namespace Fleet.Checks.Parsing.AuthLog.Messages;

/// <summary>Reads what follows a pattern's prefix. May set a more exact kind. False: the line is another one, the next pattern is tried.</summary>
internal delegate bool ReadTail(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record);

/// <summary>One row of a message table.</summary>
internal sealed class MessagePattern
{
    private readonly byte[] _prefix;
    private readonly AuthLogKind _kind;
    private readonly AuthLogKind _preauthKind;
    private readonly ReadTail? _tail;

    /// <param name="prefix">What the message begins with, after <c>error: </c> and <c>fatal: </c>.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="tail">Reads the rest; null: the prefix says all.</param>
    /// <param name="preauthKind">Its kind before authentication, where that is another one.</param>
    public MessagePattern(
        string prefix,
        AuthLogKind kind,
        ReadTail? tail = null,
        AuthLogKind preauthKind = AuthLogKind.Unspecified
    )
    {
        (_prefix, _kind, _tail) = (Encoding.UTF8.GetBytes(prefix), kind, tail);
        _preauthKind = preauthKind == AuthLogKind.Unspecified ? kind : preauthKind;
    }

    public byte First => _prefix[0];

    /// <summary>True where the message is this pattern's; the record is then filled.</summary>
    public bool TryRead(ReadOnlySpan<byte> line, Slice message, ref AuthLogRecord record)
    {
        if (!message.Of(line).StartsWith(_prefix))
        {
            return false;
        }

        record.Kind = record.IsPreauth ? _preauthKind : _kind;
        if (
            _tail is null
            || _tail(line, Slice.Between(message.Start + _prefix.Length, message.End), ref record)
        )
        {
            return true;
        }

        record.Kind = AuthLogKind.Unspecified;
        return false;
    }
}
