using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Sweeps.Reporting;

namespace Fleet.Samples;

/// <summary>A sweep's report of any size, the same for the same numbers.</summary>
public static class SampleSweep
{
    private static readonly DateTimeOffset Began = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    /// <param name="hosts">How many hosts.</param>
    /// <param name="controls">How many controls; the last is for a person to judge.</param>
    /// <param name="seed">Another fleet.</param>
    /// <param name="hostile">What every text that a host or an author writes holds; empty: plain words.</param>
    public static SweepReport Of(int hosts, int controls, int seed = 1, string hostile = "")
    {
        var random = new Random(seed);
        ImmutableArray<SweptControl> asked =
        [
            .. Enumerable
                .Range(1, controls)
                .Select(i => new SweptControl(
                    $"5.1.{i}",
                    $"Ensure that sshd setting {i} is configured{hostile}",
                    (Severity)(1 + (i % 5)),
                    $"{1 + (i % 2)}",
                    [$"CCE-{90000 + i}", $"V-{257900 + i}{hostile}"],
                    i == controls
                )),
        ];
        ImmutableArray<SweptHost> swept =
        [
            .. Enumerable.Range(0, hosts).Select(i => Host(i, random, hostile)),
        ];
        ImmutableArray<SweptResult> results =
        [
            .. swept.SelectMany(host =>
                asked.SelectMany(control => Results(host, control, random, hostile))
            ),
        ];
        var sweep = new SweptSweep
        {
            Id = 42,
            Profile = "ssh-baseline",
            ProfileTitle = $"SSH baseline{hostile}",
            ProfileSource = $"Fleet's own, version 1{hostile}",
            Selection = $"env=prod{hostile}",
            By = $"alice{hostile}",
            StartedAt = Began,
            Deadline = Began.AddMinutes(10),
            EndedAt = Began.AddMinutes(2),
            State = SweepState.Ended,
            IsStored = false,
            PolicyVersion = 7,
        };
        return new(sweep, asked, swept, results, Trend(results));
    }

    private static SweptHost Host(int number, Random random, string hostile)
    {
        var state =
            random.Next(50) == 0 ? SweepHostState.Offline
            : random.Next(80) == 0 ? SweepHostState.TimedOut
            : SweepHostState.Answered;
        return new(
            $"host-{number:0000}",
            ImmutableSortedDictionary<string, string>
                .Empty.Add("env", $"prod{hostile}")
                .Add("dc", $"{(char)('a' + (number % 3))}"),
            state,
            state == SweepHostState.Answered ? "" : $"offline since 05:12{hostile}",
            state == SweepHostState.Offline ? null : Began.AddSeconds(number % 60)
        );
    }

    private static IEnumerable<SweptResult> Results(
        SweptHost host,
        SweptControl control,
        Random random,
        string hostile
    )
    {
        var subjects = random.Next(40) == 0 ? 2 : 1;
        for (var i = 0; i < subjects; i++)
        {
            yield return Result(
                host,
                control,
                subjects == 1 ? "" : $"account-{i}{hostile}",
                random,
                hostile
            );
        }
    }

    private static SweptResult Result(
        SweptHost host,
        SweptControl control,
        string subject,
        Random random,
        string hostile
    )
    {
        var outcome =
            host.State == SweepHostState.Offline || control.IsManual
                ? Outcome.Unknown
                : random.Next(100) switch
                {
                    < 7 => Outcome.Fail,
                    < 11 => Outcome.Warn,
                    < 13 => Outcome.Unknown,
                    < 16 => Outcome.NotApplicable,
                    _ => Outcome.Pass,
                };
        var isWaived = outcome == Outcome.Fail && random.Next(6) == 0;
        var line = 1 + random.Next(120);
        return new()
        {
            Host = host.Name,
            Control = control.Id,
            Subject = subject,
            Outcome = outcome,
            Standing = Standings.Of(outcome, isWaived, control.IsManual),
            Severity = control.Severity,
            Summary =
                outcome == Outcome.Pass ? $"setting is no{hostile}" : $"setting is yes{hostile}",
            Remedy =
                outcome == Outcome.Fail
                    ?
                    [
                        "sed -i 's/^Setting yes/Setting no/' /etc/ssh/sshd_config",
                        $"systemctl reload ssh{hostile}",
                    ]
                    : [],
            Evidence =
            [
                new(
                    $"sshd_config/Setting{control.Id}{hostile}",
                    $"{(outcome == Outcome.Pass ? "no" : "yes")}{hostile}",
                    $"/etc/ssh/sshd_config{hostile}:{line}"
                ),
            ],
            WaivedReason = isWaived ? $"the vendor needs it{hostile}" : "",
            WaivedUntil = isWaived ? Began.AddDays(10) : null,
        };
    }

    private static ImmutableArray<TrendPoint> Trend(ImmutableArray<SweptResult> results)
    {
        var now = StandingCounts.Of(results.Select(result => result.Standing));
        return
        [
            .. Enumerable
                .Range(0, 8)
                .Select(i => new TrendPoint(
                    35 + i,
                    Began.AddDays(7 * (i - 7)),
                    2000 - i,
                    now with
                    {
                        Fail = now.Fail + ((7 - i) * now.Fail / 10),
                    }
                )),
        ];
    }
}
