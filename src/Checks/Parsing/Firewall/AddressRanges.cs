namespace Fleet.Checks.Parsing.Firewall;

/// <summary>Sets of addresses as people write them.</summary>
public static class AddressRanges
{
    private const int MaxNetworks = 6;

    /// <summary>As networks and addresses, at most six of them: <c>10.0.0.0/8, 192.0.2.7 and more</c>.</summary>
    public static string Text(IntervalSet addresses, bool isVersion6)
    {
        var all = Networks(addresses, isVersion6).Take(MaxNetworks + 1).ToList();
        return string.Join(", ", all.Take(MaxNetworks))
            + (all.Count > MaxNetworks ? " and more" : "");
    }

    /// <summary>All of them, one by one, in order.</summary>
    public static IEnumerable<string> Networks(IntervalSet addresses, bool isVersion6) =>
        addresses.Intervals.SelectMany(i => Prefixes(i.From, i.To, isVersion6));

    // The largest aligned network that begins where the interval does, again and again.
    private static IEnumerable<string> Prefixes(UInt128 from, UInt128 to, bool isVersion6)
    {
        var width = isVersion6 ? 128 : 32;
        while (true)
        {
            var bits = from == 0 ? width : (int)UInt128.TrailingZeroCount(from);
            while (
                bits > 0 && (bits >= 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1) > to - from
            )
            {
                bits--;
            }

            var address = FieldText.Address(from, isVersion6);
            yield return bits == 0 ? address.ToString() : $"{address}/{width - bits}";
            var last = from | (bits >= 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1);
            if (last >= to)
            {
                yield break;
            }

            from = last + 1;
        }
    }
}
