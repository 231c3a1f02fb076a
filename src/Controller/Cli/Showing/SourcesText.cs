using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>From where a way in is open, in a few words.</summary>
public static class SourcesText
{
    private const int Most = 4;

    /// <summary><c>anywhere</c>, <c>10.0.0.0/8</c>, <c>any IPv4 but 203.0.113.9</c>; of a closed way: <c>nowhere</c>.</summary>
    public static string Of(AccessRow row) => Of(row.Verdict, row.Regions);

    /// <inheritdoc cref="Of(AccessRow)"/>
    public static string Of(LoginVerdict verdict, IEnumerable<AccessRegion> all)
    {
        if (verdict == LoginVerdict.No)
        {
            return "nowhere";
        }

        var regions = all.ToList();
        if (regions.TrueForAll(region => region.Verdict == verdict))
        {
            return "anywhere";
        }

        var families = new[] { false, true }
            .Select(isVersion6 =>
                Family(regions.FindAll(region => region.Ipv6 == isVersion6), verdict)
            )
            .Where(words => words.Length > 0);
        return string.Join(", ", families);
    }

    private static string Family(List<AccessRegion> regions, LoginVerdict verdict)
    {
        var mine = regions.FindAll(region => region.Verdict == verdict);
        if (mine.Count == 0)
        {
            return "";
        }

        var others = regions.FindAll(region => region.Verdict != verdict);
        var all = mine[0].Ipv6 ? "any IPv6" : "any IPv4";
        return others.Count == 0 ? all
            : Count(others) < Count(mine) ? $"{all} but {Networks(others)}"
            : Networks(mine);
    }

    private static long Count(List<AccessRegion> regions) =>
        regions.Sum(region => region.Networks.Count + region.MoreNetworks);

    private static string Networks(List<AccessRegion> regions)
    {
        var named = regions.SelectMany(region => region.Networks).Take(Most).ToList();
        var more = Count(regions) - named.Count;
        return string.Join(", ", named) + (more > 0 ? $" and {more} more" : "");
    }
}
