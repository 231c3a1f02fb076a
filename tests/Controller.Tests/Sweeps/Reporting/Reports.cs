using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Sweeps.Reporting;

namespace Fleet.Controller.Tests.Sweeps.Reporting;

/// <summary>Made-up reports.</summary>
internal static class Reports
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static SweepReport Of(
        IEnumerable<string> hosts,
        params IEnumerable<SweptResult> results
    ) =>
        new(
            new()
            {
                Id = 7,
                Profile = "sample",
                ProfileTitle = "A sample",
                ProfileSource = "Samples 1",
                Selection = "every host",
                By = "alice",
                StartedAt = Start,
                Deadline = Start.AddMinutes(10),
                EndedAt = Start.AddMinutes(1),
                State = SweepState.Ended,
                IsStored = false,
                PolicyVersion = 3,
            },
            SampleProfile.Controls,
            [
                .. hosts.Select(host => new SweptHost(
                    host,
                    ImmutableSortedDictionary<string, string>.Empty,
                    SweepHostState.Answered,
                    "",
                    Start
                )),
            ],
            [.. results],
            []
        );

    public static SweptResult Result(
        string host,
        string control,
        Outcome outcome,
        string subject = "",
        bool isWaived = false
    ) =>
        new()
        {
            Host = host,
            Control = control,
            Subject = subject,
            Outcome = outcome,
            Standing = Standings.Of(outcome, isWaived, isManual: control == "1.3"),
            Severity = Severity.High,
            Summary = $"{control} on {host}",
            WaivedReason = isWaived ? "agreed" : "",
            WaivedUntil = isWaived ? Start.AddDays(30) : null,
        };

    /// <summary>A report of random results, the same for the same seed.</summary>
    public static SweepReport Any(int seed)
    {
        var random = new Random(seed);
        string[] hosts = [.. Enumerable.Range(0, random.Next(1, 9)).Select(at => $"web-{at}")];
        var results =
            from host in hosts
            from control in SampleProfile.Controls
            from subject in Enumerable.Range(0, random.Next(1, 4))
            select Result(
                host,
                control.Id,
                (Outcome)random.Next(1, 6),
                $"{subject}",
                random.Next(4) == 0
            );
        return Of(hosts, results);
    }
}
