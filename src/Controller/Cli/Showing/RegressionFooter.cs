using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>The last line of a list of regressions.</summary>
internal static class RegressionFooter
{
    /// <param name="told">Those that are told, grouped.</param>
    /// <param name="silent">Those of hosts that nobody hears of: not counted as open.</param>
    public static string Line(
        IReadOnlyCollection<Regression> told,
        IReadOnlyCollection<Regression> silent
    )
    {
        var open = told.Where(Words.IsOpen).ToList();
        var offline = Hosts(silent);
        var besides =
            offline == 0
                ? ""
                : $" · {silent.Count} as of then on {Words.Count(offline, "silent host")}";
        if (open.Count == 0)
        {
            return "no open regressions" + besides;
        }

        var groups = open.Select(Words.Group).Distinct().Count();
        return $"{groups} open on {Words.Count(Hosts(open), "host")}{besides} · accept with a reason: fleet accept {Words.Group(open[0])} --reason \"…\" --until {DateOf(open[0])}";
    }

    private static int Hosts(IEnumerable<Regression> regressions) =>
        regressions.Select(each => each.Host).Distinct(StringComparer.Ordinal).Count();

    private static string DateOf(Regression regression) =>
        $"{regression.OpenedAt?.ToDateTimeOffset().AddMonths(1):yyyy-MM-dd}";
}
