using Fleet.Checks.Reporting;
using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>Regressions for people: what changed, since when, for whom, and what helps.</summary>
public static class RegressionText
{
    private const string Indent = "      ";

    public static IEnumerable<string> Lines(IReadOnlyList<Regression> regressions, Screen screen)
    {
        foreach (var regression in regressions)
        {
            foreach (var line in One(regression, screen))
            {
                yield return line;
            }
        }

        yield return Footer(regressions);
    }

    /// <summary>One regression: a head line, what it means, its remedy.</summary>
    public static IEnumerable<string> One(Regression regression, Screen screen)
    {
        var head =
            $"{screen.Ink.Strong($"#{regression.Id}")}  {Printable.Line(regression.Host)}  {What(regression)}";
        var when = When(regression, screen.Times);
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

        if (!Words.IsOpen(regression))
        {
            yield break;
        }

        foreach (var line in ImpactText.Lines(regression.Impact, screen, width - Indent.Length))
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

    private static string When(Regression regression, TimeWords times) =>
        regression.State switch
        {
            RegressionState.Resolved =>
                $"resolved {times.Since(regression.ClosedAt)}, opened {times.Clock(regression.OpenedAt)}",
            RegressionState.Accepted =>
                $"accepted by {Printable.Line(regression.AcceptedBy)}: {Printable.Line(regression.Reason)}"
                    + (
                        regression.AcceptedUntil is null
                            ? ""
                            : $", until {times.Clock(regression.AcceptedUntil)}"
                    ),
            _ => $"since {times.Since(regression.OpenedAt)}",
        };

    private static Checks.Judging.Outcome MarkOf(Regression regression) =>
        regression.State switch
        {
            RegressionState.Resolved => Checks.Judging.Outcome.Pass,
            RegressionState.Accepted => Checks.Judging.Outcome.NotApplicable,
            _ => regression.Severity >= Severity.High
                ? Checks.Judging.Outcome.Fail
                : Checks.Judging.Outcome.Warn,
        };

    private static string Footer(IReadOnlyList<Regression> regressions)
    {
        var open = regressions.Where(Words.IsOpen).ToList();
        if (open.Count == 0)
        {
            return "no open regressions";
        }

        var hosts = open.Select(each => each.Host).Distinct(StringComparer.Ordinal).Count();
        return $"{open.Count} open on {Words.Count(hosts, "host")} · accept with a reason: fleet accept {open[0].Id} --reason \"…\" --until {DateOf(open[0])}";
    }

    private static string DateOf(Regression regression) =>
        $"{regression.OpenedAt?.ToDateTimeOffset().AddMonths(1):yyyy-MM-dd}";
}
