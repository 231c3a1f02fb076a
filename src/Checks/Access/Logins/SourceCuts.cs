using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Logins;

/// <summary>Where the answer may change along the addresses of a family: at the edges of every network that some list names.</summary>
public sealed class SourceCuts
{
    private readonly SortedSet<UInt128> _starts = [0];
    private readonly bool _isVersion6;
    private readonly List<string> _open = [];

    private SourceCuts(bool isVersion6) => _isVersion6 = isVersion6;

    /// <summary>A pattern that no networks stand for; null where there is none.</summary>
    public string? Open => _open.FirstOrDefault();

    /// <summary>The pieces in order; within one every list says the same of each address.</summary>
    public IEnumerable<(UInt128 From, UInt128 To)> Pieces
    {
        get
        {
            var starts = _starts.ToImmutableArray();
            var last = _isVersion6 ? UInt128.MaxValue : uint.MaxValue;
            return starts.Select(
                (from, at) => (from, at + 1 < starts.Length ? starts[at + 1] - 1 : last)
            );
        }
    }

    /// <summary>The cuts for lists of patterns, each a comma list or one entry.</summary>
    public static SourceCuts Of(IEnumerable<string> lists, bool isVersion6)
    {
        var cuts = new SourceCuts(isVersion6);
        foreach (var pattern in lists.SelectMany(list => list.Split(',')))
        {
            cuts.Add(pattern.TrimStart('!'));
        }

        return cuts;
    }

    /// <summary>An address of the family by its number.</summary>
    public static IPAddress Address(UInt128 number, bool isVersion6) =>
        FieldText.Address(number, isVersion6);

    private void Add(string pattern)
    {
        if (pattern.AsSpan().ContainsAny('*', '?'))
        {
            Wildcard(pattern);
        }
        else if (Network(pattern) is var (from, to))
        {
            Cut(from, to);
        }
    }

    private void Cut(UInt128 from, UInt128 to)
    {
        _ = _starts.Add(from);
        if (to < (_isVersion6 ? UInt128.MaxValue : uint.MaxValue))
        {
            _ = _starts.Add(to + 1);
        }
    }

    /// <summary>An address, NETWORK/BITS, or NETWORK/MASK as access.conf has it; what is none, or of the other family, cuts nothing.</summary>
    private (UInt128 From, UInt128 To)? Network(string text)
    {
        var slash = text.IndexOf('/');
        if (
            !IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address)
            || (address.GetAddressBytes().Length == 16) != _isVersion6
        )
        {
            return null;
        }

        var width = _isVersion6 ? 128 : 32;
        var behind = slash < 0 ? "" : text[(slash + 1)..];
        var bits =
            slash < 0 ? width
            : int.TryParse(behind, CultureInfo.InvariantCulture, out var number) ? number
            : IPAddress.TryParse(behind, out var mask)
                ? mask.GetAddressBytes().Sum(part => int.PopCount(part))
            : -1;
        if (bits < 0 || bits > width)
        {
            return null;
        }

        var size = bits == 0 ? UInt128.MaxValue : (UInt128.One << (width - bits)) - 1;
        size = bits == 0 && !_isVersion6 ? uint.MaxValue : size;
        var from = FieldText.Number(address) & ~size;
        return (from, from + size);
    }

    /// <summary><c>10.1.*</c>: an octet is complete before its dot, and its digits may be the start of several.</summary>
    private void Wildcard(string pattern)
    {
        var text = pattern.TrimEnd('*');
        if (text.Length == 0 || ClientNames.AnyIn(pattern))
        {
            return;
        }

        if (pattern.Contains(':'))
        {
            Doubt(pattern, is6: true);
            return;
        }

        var octets = text.Split('.');
        if (
            pattern.Length != text.Length + 1
            || octets.Length > 4
            || octets.SkipLast(1).Any(octet => !byte.TryParse(octet, out _))
            || !octets[^1].All(char.IsAsciiDigit)
        )
        {
            Doubt(pattern, is6: false);
            return;
        }

        if (!_isVersion6)
        {
            Octets(octets);
        }
    }

    private void Octets(string[] octets)
    {
        UInt128 start = 0;
        foreach (var octet in octets.SkipLast(1))
        {
            start = (start << 8) | byte.Parse(octet);
        }

        var below = 8 * (4 - octets.Length);
        for (var value = 0; value <= byte.MaxValue; value++)
        {
            if (
                value
                    .ToString(System.Globalization.CultureInfo.InvariantCulture)
                    .StartsWith(octets[^1], StringComparison.Ordinal)
            )
            {
                var from = ((start << 8) | (uint)value) << below;
                Cut(from, from + (UInt128.One << below) - 1);
            }
        }
    }

    private void Doubt(string pattern, bool is6)
    {
        if (is6 == _isVersion6)
        {
            _open.Add(pattern);
        }
    }
}
