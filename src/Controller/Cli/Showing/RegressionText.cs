using Fleet.Checks.Reporting;
using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>Regressions for people: what changed, since when, for whom, and what helps.</summary>
public static class RegressionText
{
    private const string Indent = "      ";
    private const int MostHosts = 8;

    /// <summary>A list: groups, then what was known of hosts that are silent now, then what is open.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<Regression> regressions, Screen screen)
    {
        var isOneHost = regressions.Select(each => each.Host).Distinct().Count() <= 1;
        var silent = isOneHost
            ? []
            : regressions.Where(each => Words.IsOpen(each) && Words.IsSilent(each)).ToList();
        var told = regressions.Except(silent).ToList();
        return
        [
            .. Groups(told, screen),
            .. silent
                .GroupBy(each => each.Host, StringComparer.Ordinal)
                .Select(host => AsOf([.. host], screen)),
            RegressionFooter.Line(told, silent),
        ];
    }

    /// <summary>Those that are one story as one, in the order of the first of each.</summary>
    public static IEnumerable<string> Groups(IEnumerable<Regression> regressions, Screen screen) =>
        regressions
            .GroupBy(each => (Words.Group(each), each.State))
            .SelectMany(group => One([.. group], screen));

    /// <summary>A host that nobody hears of: what was open when it was heard last.</summary>
    private static string AsOf(IReadOnlyList<Regression> ofHost, Screen screen) =>
        $"{screen.Ink.Mark(Checks.Judging.Outcome.Unknown)} {Printable.Line(ofHost[0].Host)}  {Words.Of(ofHost[0].Link)} since {screen.Times.Since(ofHost[0].LinkSince)}: as of then {string.Join(", ", ofHost.Select(each => $"#{each.Id}"))}";

    /// <summary>One regression: a head line, what it means, its remedy.</summary>
    public static IEnumerable<string> One(Regression regression, Screen screen) =>
        One([regression], screen);

    private static IEnumerable<string> One(IReadOnlyList<Regression> group, Screen screen)
    {
        var regression = group[0];
        var head =
            group.Count == 1
                ? $"{screen.Ink.Strong($"#{regression.Id}")}  {Printable.Line(regression.Host)}  {What(regression)}"
                : $"{screen.Ink.Strong($"#{Words.Group(regression)}")}  {Words.Count(group.Count, "host")}  {What(regression)}";
        var when = RegressionWhen.Of(regression, screen.Times);
        var width = Math.Min(screen.Width, 110);
        yield return screen.Ink.Mark(MarkOf(regression)) + " " + head;
        foreach (
            var line in Wrap.Prose(
                $"{when}  {Printable.Line(regression.Summary)}",
                width - Indent.Length
            )
        )
        {
            yield return Indent + line;
        }

        if (group.Count > 1)
        {
            foreach (var line in Wrap.Prose(Hosts(group), width - Indent.Length))
            {
                yield return Indent + line;
            }
        }

        if (!Words.IsOpen(regression))
        {
            yield break;
        }

        foreach (var line in ImpactText.Lines(group, screen, width - Indent.Length))
        {
            yield return Indent + line;
        }

        var label = "fix:  ";
        foreach (var remedy in regression.Remedy.Select(Printable.Line))
        {
            foreach (var line in Wrap.Command(remedy, width - Indent.Length - label.Length))
            {
                yield return Indent + screen.Ink.Dim(label) + line;
                label = "      ";
            }
        }

        if (regression.Consequences.Count > 0)
        {
            yield return $"{Indent}with it: {string.Join(", ", regression.Consequences.Select(id => $"#{id}"))}";
        }
    }

    private static string What(Regression regression)
    {
        var subject =
            regression.Kind == RegressionKind.Drift ? regression.Subject : regression.Rule;
        var on =
            regression.Kind == RegressionKind.Rule && regression.Subject.Length > 0
                ? $" {regression.Subject}"
                : "";
        var change =
            regression.Before.Length + regression.After.Length == 0
                ? ""
                : $"  {Value(regression.Before)} → {Value(regression.After)}";
        return Printable.Line(subject + on) + change;
    }

    private static string Value(string raw) => raw.Length == 0 ? "absent" : Printable.Line(raw);

    private static string Hosts(IReadOnlyList<Regression> group)
    {
        var names = group.Select(each => Printable.Line(each.Host)).Order(StringComparer.Ordinal);
        var more = group.Count - MostHosts;
        return more > 1
            ? $"on {string.Join(", ", names.Take(MostHosts))} and {more} more"
            : $"on {string.Join(", ", names)}";
    }

    private static Checks.Judging.Outcome MarkOf(Regression regression) =>
        regression.State switch
        {
            RegressionState.Resolved => Checks.Judging.Outcome.Pass,
            RegressionState.Accepted => Checks.Judging.Outcome.NotApplicable,
            _ => regression.Severity >= Severity.High
                ? Checks.Judging.Outcome.Fail
                : Checks.Judging.Outcome.Warn,
        };
}
