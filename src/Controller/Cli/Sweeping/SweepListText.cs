using Fleet.Controller.Api.Operating.Sweeps;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Counts = Fleet.Controller.Sweeps.Reporting.StandingCounts;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary>Lists of sweeps, profiles and schedules.</summary>
internal static class SweepListText
{
    public static IEnumerable<string> Lines(IReadOnlyList<SweepSummary> sweeps, Screen screen)
    {
        if (sweeps.Count == 0)
        {
            return ["no sweep was made yet: fleet sweep run --profile ssh-baseline makes one"];
        }

        var table = new Table(
            [
                "SWEEP",
                "PROFILE",
                "HOSTS",
                "BEGUN",
                "STATE",
                "SCORE",
                "FAIL",
                "WARN",
                "UNKNOWN",
                "WAIVED",
                "SELECTION",
            ],
            flexible: 10
        );
        foreach (var sweep in sweeps)
        {
            var counts = sweep.Results;
            table.Add(
                SweepId.Text(sweep.Id),
                sweep.Profile,
                $"{sweep.Hosts}",
                screen.Times.Since(sweep.StartedAt),
                State(sweep),
                Score(ReceivedReport.Counts(counts)),
                $"{counts.Failed}",
                $"{counts.Warned}",
                $"{counts.Unknown}",
                $"{counts.Waived}",
                sweep.Selection
            );
        }

        return table.Lines(screen.Width, screen.Ink);
    }

    public static IEnumerable<string> Profiles(
        IReadOnlyList<ProfileSummary> profiles,
        Screen screen
    )
    {
        var table = new Table(["PROFILE", "CONTROLS", "BY HAND", "TITLE", "SOURCE"], flexible: 4);
        foreach (var profile in profiles)
        {
            table.Add(
                profile.Name,
                $"{profile.Controls}",
                $"{profile.ManualControls}",
                profile.Title,
                profile.Source
            );
        }

        return table.Lines(screen.Width, screen.Ink);
    }

    public static IEnumerable<string> Schedules(
        IReadOnlyList<SweepSchedule> schedules,
        Screen screen
    )
    {
        if (schedules.Count == 0)
        {
            return
            [
                "no sweep begins by itself: fleet sweep schedule NAME --profile ssh-baseline --cron \"0 0 6 ? * MON\" makes one",
            ];
        }

        var table = new Table(
            ["NAME", "NEXT", "PROFILE", "CRON", "TIME ZONE", "SELECTION", "BY"],
            flexible: 5
        );
        foreach (var schedule in schedules)
        {
            table.Add(
                schedule.Name,
                Moment(schedule, screen),
                schedule.Profile,
                schedule.Cron,
                schedule.TimeZone,
                schedule.Labels.Count == 0
                    ? "every host"
                    : string.Join(
                        ", ",
                        schedule.Labels.Select(label => $"{label.Key}={label.Value}")
                    ),
                schedule.By
            );
        }

        return table.Lines(screen.Width, screen.Ink);
    }

    /// <summary>When a schedule begins its next sweep.</summary>
    public static string Moment(SweepSchedule schedule, Screen screen) =>
        schedule.Paused ? "paused"
        : schedule.NextAt is not { } next ? "never again"
        : $"{screen.Times.Clock(next)} (in {TimeWords.Span(next.ToDateTimeOffset() - screen.Times.Now)})";

    /// <summary>How far a sweep is, in a word.</summary>
    public static string State(SweepSummary sweep) =>
        sweep.EndedAt is null ? $"{sweep.Hosts - sweep.HostsWaiting} of {sweep.Hosts} done"
        : sweep.State == SweepState.Cancelled ? "cancelled"
        : "ended";

    /// <summary><c>99.3 %</c>; a dash where nothing was determined.</summary>
    public static string Score(Counts counts) =>
        counts.Score is { } score
            ? string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                // Cut, not rounded: a hundred is only what has no failure.
                $"{Math.Floor(score * 1000) / 10:0.0} %"
            )
            : "–";
}
