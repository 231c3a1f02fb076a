using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Outcome = Fleet.Checks.Judging.Outcome;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary>Two sweeps compared.</summary>
internal sealed class SweepDiffText(Screen screen)
{
    private const int Most = 40;

    public IEnumerable<string> Lines(DiffSweepsReply diff)
    {
        yield return screen.Ink.Strong(
            Printable.Line(
                $"{diff.Newer.Profile}: {SweepId.Text(diff.Older.Id)} ({screen.Times.Clock(diff.Older.StartedAt)}) → {SweepId.Text(diff.Newer.Id)} ({screen.Times.Clock(diff.Newer.StartedAt)})"
            )
        );
        foreach (var group in diff.Differences.GroupBy(one => one.Change).OrderBy(one => one.Key))
        {
            yield return "";
            yield return $"{Words.Count(group.Count(), "result")} {Word(group.Key)}";
            foreach (var one in group.Take(Most))
            {
                yield return Line(one, diff);
            }

            if (group.Count() > Most)
            {
                yield return $"  and {group.Count() - Most} more: --json has them all";
            }
        }

        yield return "";
        yield return $"{Words.Count(diff.Same, "result")} as before";
        foreach (
            var (what, names) in new[]
            {
                ("hosts that only the newer has", diff.HostsAppeared),
                ("hosts that only the older has", diff.HostsLeft),
                ("controls that only the newer has", diff.ControlsAppeared),
                ("controls that only the older has", diff.ControlsLeft),
            }
        )
        {
            if (names.Count > 0)
            {
                var more = names.Count > Most ? $" and {names.Count - Most} more" : "";
                yield return Printable.Line($"{what}: {string.Join(", ", names.Take(Most))}{more}");
            }
        }
    }

    private string Line(SweepDifference one, DiffSweepsReply diff)
    {
        var title = diff.Controls.FirstOrDefault(control => control.Id == one.Control)?.Title ?? "";
        var subject = one.Subject.Length == 0 ? "" : $" [{one.Subject}]";
        var mark = screen.Ink.Mark((Outcome)(int)(one.After ?? one.Before).Outcome);
        var change = $"{StandingOf(one.Before)} → {StandingOf(one.After)}";
        var summary = one.After is { Outcome: not V1.Outcome.Pass } after
            ? $": {after.Summary}"
            : "";
        return $"  {mark} {Printable.Line($"{one.Host}  {one.Control} {title}{subject}  {change}{summary}")}";
    }

    private static string StandingOf(SweptResult? result) =>
        result switch
        {
            null => "–",
            { WaivedUntil: not null } => "waived",
            _ => Words.Json(result.Outcome).Replace('_', ' '),
        };

    private static string Word(SweepChange change) =>
        change switch
        {
            SweepChange.Worse => "worse",
            SweepChange.Better => "better",
            SweepChange.Undetermined => "not determined any more",
            SweepChange.Appeared => "of subjects that are new",
            SweepChange.Left => "of subjects that are gone",
            _ => "otherwise",
        };
}
