using System.Globalization;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.HostsAccess;

/// <summary>The addresses that one pattern stands for: certainly, or perhaps because a name decides.</summary>
internal static class ClientPattern
{
    private static readonly (IntervalSet Sure, IntervalSet Maybe) Nothing = (
        IntervalSet.Empty,
        IntervalSet.Empty
    );

    public static IntervalSet All(bool isVersion6) =>
        isVersion6 ? IntervalSet.All : IntervalSet.Between(0, uint.MaxValue);

    /// <summary>A daemon's name: all or nothing; <c>daemon@address</c> and a port number may match.</summary>
    public static (IntervalSet Sure, IntervalSet Maybe) Daemon(string pattern, string daemon)
    {
        var at = pattern.IndexOf('@', 1 < pattern.Length ? 1 : 0);
        var name = at > 0 ? pattern[..at] : pattern;
        var isNumber = name.All(char.IsAsciiDigit);
        var isNamed =
            name.Equals("ALL", StringComparison.OrdinalIgnoreCase)
            || name.Equals(daemon, StringComparison.OrdinalIgnoreCase)
            || (name.AsSpan().ContainsAny('*', '?') && Wildcard(name, daemon));
        return isNumber || (isNamed && at > 0) ? (IntervalSet.Empty, IntervalSet.All)
            : isNamed ? (IntervalSet.All, IntervalSet.Empty)
            : Nothing;
    }

    /// <summary>A client: address, network, name, wildcard, or another file.</summary>
    public static (IntervalSet Sure, IntervalSet Maybe) Read(string pattern, bool isVersion6)
    {
        var all = All(isVersion6);
        if (pattern.Equals("ALL", StringComparison.OrdinalIgnoreCase))
        {
            return (all, IntervalSet.Empty);
        }

        // user@host asks the client who it is; @group and /file stand elsewhere.
        if (pattern.Contains('@', StringComparison.Ordinal) || pattern.StartsWith('/'))
        {
            return (IntervalSet.Empty, all);
        }

        if (pattern.StartsWith('['))
        {
            return isVersion6 ? (Version6(pattern), IntervalSet.Empty) : Nothing;
        }

        if (pattern.AsSpan().ContainsAny('*', '?'))
        {
            return (IntervalSet.Empty, all);
        }

        var isAddress = pattern.All(c => char.IsAsciiDigit(c) || c is '.' or '/');
        return !isAddress || pattern[0] == '.' ? (IntervalSet.Empty, all)
            : isVersion6 ? Nothing
            : (Version4(pattern), IntervalSet.Empty);
    }

    // A text that libwrap compares and cannot match (192.168.1, 61./8) stands for nothing.
    private static IntervalSet Version4(string pattern)
    {
        if (!pattern.EndsWith('.'))
        {
            return IsQuad(pattern.Split('/')[0])
                ? FieldText.Read(pattern, FieldKind.Address4) ?? IntervalSet.Empty
                : IntervalSet.Empty;
        }

        var fields = pattern[..^1].Split('.');
        return fields.Length < 4 && fields.All(IsByte)
            ? FieldText.Read(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{string.Join('.', fields.Concat(Enumerable.Repeat("0", 4 - fields.Length)))}/{fields.Length * 8}"
                ),
                FieldKind.Address4
            ) ?? IntervalSet.Empty
            : IntervalSet.Empty;
    }

    private static IntervalSet Version6(string pattern)
    {
        var close = pattern.IndexOf(']', StringComparison.Ordinal);
        if (close < 0)
        {
            return IntervalSet.Empty;
        }

        var address = pattern[1..close].Split('%')[0];
        return FieldText.Read(address + pattern[(close + 1)..], FieldKind.Address6)
            ?? IntervalSet.Empty;
    }

    private static bool IsQuad(string text) => text.Split('.') is { Length: 4 } f && f.All(IsByte);

    private static bool IsByte(string text) =>
        byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool Wildcard(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.IsEmpty)
        {
            return text.IsEmpty;
        }

        return pattern[0] == '*'
            ? Wildcard(pattern[1..], text) || (!text.IsEmpty && Wildcard(pattern, text[1..]))
            : !text.IsEmpty
                && (
                    pattern[0] == '?'
                    || char.ToLowerInvariant(pattern[0]) == char.ToLowerInvariant(text[0])
                )
                && Wildcard(pattern[1..], text[1..]);
    }
}
