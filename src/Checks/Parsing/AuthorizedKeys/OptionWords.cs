namespace Fleet.Checks.Parsing.AuthorizedKeys;

/// <summary>A cursor over an options text with the three ways in which OpenSSH takes a word off it (<c>misc.c</c>).</summary>
internal ref struct OptionWords(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>True at the end or at a blank: options have no blanks outside quotes.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty || _rest[0] is ' ' or '\t';

    public readonly bool IsEmpty => _rest.IsEmpty;

    public bool Comma()
    {
        if (_rest.IsEmpty || _rest[0] != ',')
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    /// <summary><c>opt_flag</c>: null where something else stands here, false for its <c>no-</c> form. Case ignored.</summary>
    public bool? Flag(string name, bool negatable)
    {
        var negated = negatable && _rest.StartsWith("no-", StringComparison.OrdinalIgnoreCase);
        var from = negated ? _rest[3..] : _rest;
        if (!from.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        _rest = from[name.Length..];
        return !negated;
    }

    /// <summary><c>opt_match</c>: the name and an equals sign.</summary>
    public bool Name(string name)
    {
        if (
            !_rest.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            || _rest.Length == name.Length
            || _rest[name.Length] != '='
        )
        {
            return false;
        }

        _rest = _rest[(name.Length + 1)..];
        return true;
    }

    /// <summary><c>opt_dequote</c>: a quoted text, <c>\"</c> inside being a quote. Null where quotes are missing.</summary>
    public string? Quoted()
    {
        if (_rest.IsEmpty || _rest[0] != '"')
        {
            return null;
        }

        var value = new System.Text.StringBuilder();
        var at = 1;
        while (at < _rest.Length && _rest[at] != '"')
        {
            if (_rest[at] == '\\' && at + 1 < _rest.Length && _rest[at + 1] == '"')
            {
                at++;
            }

            value.Append(_rest[at++]);
        }

        if (at == _rest.Length)
        {
            return null;
        }

        _rest = _rest[(at + 1)..];
        return value.ToString();
    }
}
