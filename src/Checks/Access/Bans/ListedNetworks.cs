using System.Net;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Bans;

/// <summary>The networks that an element of a set stands for: nft shows neighbours as one range.</summary>
public static class ListedNetworks
{
    public static IEnumerable<IPNetwork> Of(string element)
    {
        var dash = element.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            return BanText.Network(element) is { } network ? [network] : [];
        }

        return
            IPAddress.TryParse(element.AsSpan(0, dash), out var first)
            && IPAddress.TryParse(element.AsSpan(dash + 1), out var last)
            && first.AddressFamily == last.AddressFamily
            && FieldText.Number(first) <= FieldText.Number(last)
            ? Prefixes(
                FieldText.Number(first),
                FieldText.Number(last),
                first.GetAddressBytes().Length * 8
            )
            : [];
    }

    // The fewest prefixes that make up a range, from its start on.
    private static IEnumerable<IPNetwork> Prefixes(UInt128 first, UInt128 last, int width)
    {
        while (true)
        {
            var size = first == 0 ? width : Math.Min(width, (int)UInt128.TrailingZeroCount(first));
            while (size > 0 && End(first, size) > last)
            {
                size--;
            }

            yield return new IPNetwork(FieldText.Address(first, width == 128), width - size);
            var end = End(first, size);
            if (end >= last)
            {
                yield break;
            }

            first = end + 1;
        }
    }

    private static UInt128 End(UInt128 first, int size) =>
        size == 128 ? UInt128.MaxValue : first + ((UInt128.One << size) - 1);
}
