using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fleet.Checks.Parsing.Firewall;

/// <summary>Reads a value as nft or iptables-save writes it, by its field's kind.</summary>
public static class FieldText
{
    // No address, range or set of flags is longer; what is longer is no value of a field.
    private const int Longest = 1000;

    /// <summary>The numbers that a text stands for: one value, a range, a prefix or everything (<c>*</c>); null where it cannot be read.</summary>
    public static IntervalSet? Read(string text, FieldKind kind)
    {
        if (text == "*")
        {
            return IntervalSet.All;
        }

        if (text.Length > Longest)
        {
            return null;
        }

        if (One(text, kind) is { } one)
        {
            return IntervalSet.Of(one);
        }

        return Prefix(text, kind) ?? Range(text, kind);
    }

    /// <summary>One number; null where the text is none of this kind.</summary>
    public static UInt128? One(string text, FieldKind kind) =>
        kind switch
        {
            FieldKind.Address4 => Address(text, AddressFamily.InterNetwork),
            FieldKind.Address6 => Address(text, AddressFamily.InterNetworkV6),
            FieldKind.ReversePath => text switch
            {
                "missing" => 0,
                "exists" => 1,
                _ => Number(text),
            },
            FieldKind.InterfaceName => null,
            _ when text.Contains('|', StringComparison.Ordinal) => Flags(text.Split('|'), kind),
            _ => Number(text) ?? FieldNames.Find(text, kind),
        };

    /// <summary>Flags joined into one number; null where one of them is not known.</summary>
    public static UInt128? Flags(IEnumerable<string> names, FieldKind kind)
    {
        UInt128 all = 0;
        foreach (var name in names)
        {
            if (One(name, kind) is not { } flag)
            {
                return null;
            }

            all |= flag;
        }

        return all;
    }

    /// <summary>An address as a number; null where it is none of that family.</summary>
    public static UInt128? Address(string text, AddressFamily family) =>
        (family == AddressFamily.InterNetworkV6) == text.Contains(':', StringComparison.Ordinal)
        && IPAddress.TryParse(text, out var address)
        && address.AddressFamily == family
            ? Number(address)
            : null;

    /// <summary>An address as a number of 32 or 128 bits.</summary>
    public static UInt128 Number(IPAddress address) =>
        address.GetAddressBytes().Aggregate(UInt128.Zero, (number, next) => (number << 8) | next);

    /// <summary>The address of a number.</summary>
    public static IPAddress Address(UInt128 number, bool isVersion6)
    {
        var bytes = new byte[isVersion6 ? 16 : 4];
        for (var i = bytes.Length - 1; i >= 0; i--, number >>= 8)
        {
            bytes[i] = (byte)(number & 0xff);
        }

        return new IPAddress(bytes);
    }

    /// <summary>A decimal or hexadecimal (0x) number; null where it is none.</summary>
    public static UInt128? Number(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? UInt128.TryParse(
                text.AsSpan(2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var hexadecimal
            )
                ? hexadecimal
                : null
            : UInt128.TryParse(
                text,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? number
                : null;

    private static IntervalSet? Prefix(string text, FieldKind kind)
    {
        var slash = text.LastIndexOf('/');
        if (slash < 0 || kind is not (FieldKind.Address4 or FieldKind.Address6))
        {
            return null;
        }

        var width = kind == FieldKind.Address4 ? 32 : 128;
        if (
            One(text[..slash], kind) is not { } first
            || Length(text[(slash + 1)..], kind) is not { } length
            || length > width
        )
        {
            return null;
        }

        var rest = width - length;
        var hosts = rest == 128 ? UInt128.MaxValue : (UInt128.One << rest) - 1;
        return IntervalSet.Between(first & ~hosts, first | hosts);
    }

    // iptables prints a mask that is no prefix, and some tools write 255.255.255.0.
    private static int? Length(string text, FieldKind kind)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return length;
        }

        if (One(text, kind) is not { } mask)
        {
            return null;
        }

        var width = kind == FieldKind.Address4 ? 32 : 128;
        var ones = (int)UInt128.PopCount(mask);
        var all = width == 128 ? UInt128.MaxValue : (UInt128.One << width) - 1;
        var prefix = ones == 0 ? UInt128.Zero : all & ~((UInt128.One << (width - ones)) - 1);
        return mask == (ones == width ? all : prefix) ? ones : null;
    }

    private static IntervalSet? Range(string text, FieldKind kind)
    {
        for (
            var dash = text.IndexOf('-', StringComparison.Ordinal);
            dash > 0;
            dash = text.IndexOf('-', dash + 1)
        )
        {
            if (
                One(text[..dash], kind) is { } from
                && One(text[(dash + 1)..], kind) is { } to
                && from <= to
            )
            {
                return IntervalSet.Between(from, to);
            }
        }

        return null;
    }
}
