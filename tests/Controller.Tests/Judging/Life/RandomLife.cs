using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Tests.Judging.Life;

/// <summary>Something that befalls a host: its record, or an operator's act between two of them.</summary>
internal abstract record Happening(DateTimeOffset At)
{
    public sealed record Recorded(Arrival Arrival) : Happening(Arrival.At);

    public sealed record Acted(DateTimeOffset When, RegressionKey Key, RegressionAct Act)
        : Happening(When);
}

/// <summary>Makes up what befalls a host in some hours, and what the policy says of it: every way in which a regression may live.</summary>
internal sealed class RandomLife
{
    private static readonly RegressionKey[] Keys =
    [
        new(RegressionKind.Rule, "t.state/decide", "decided/a"),
        new(RegressionKind.Drift, "", "watched/a"),
        new(RegressionKind.Rule, "t.cause/running", ""),
    ];

    private readonly Random _random;
    private ulong _seq;

    public RandomLife(int seed, int length)
    {
        _random = new Random(seed);
        var happenings = ImmutableArray.CreateBuilder<Happening>();
        var at = HostStory.Start;
        for (var step = 0; step < length; step++)
        {
            // Mostly minutes; now and then hours, and once in a while more than a week.
            at += TimeSpan.FromSeconds(
                _random.Next(30) switch
                {
                    0 => _random.Next(3_600, 36_000),
                    1 when _random.Next(4) == 0 => 8 * 86_400,
                    _ => _random.Next(5, 600),
                }
            );
            happenings.Add(
                _random.Next(5) == 0
                    ? new Happening.Acted(at, Pick(Keys), Act(at))
                    : new Happening.Recorded(new Arrival(++_seq, at, Body()))
            );
        }

        Happenings = happenings.ToImmutable();
        End = at.AddHours(1);
        Rules = SampleCatalog.Rules with
        {
            Waivers = [.. Some(() => Said.Waiver(Pick("t.state/decide", "watched/*"), Moment()))],
            Silences =
            [
                .. Some(() =>
                {
                    var from = Moment();
                    return Said.Silence(
                        Pick("", "decided/*", "watched/**"),
                        from,
                        from.AddMinutes(_random.Next(1, 200))
                    );
                }),
            ],
        };
    }

    public ImmutableArray<Happening> Happenings { get; }

    public DateTimeOffset End { get; }

    public JudgingRules Rules { get; }

    private IEnumerable<T> Some<T>(Func<T> make) =>
        Enumerable.Range(0, _random.Next(3)).Select(_ => make()).ToList();

    private DateTimeOffset Moment() =>
        HostStory.Start.AddSeconds(_random.NextInt64((long)(End - HostStory.Start).TotalSeconds));

    private RegressionAct Act(DateTimeOffset at) =>
        _random.Next(5) switch
        {
            0 => new RegressionAct.Acknowledge("looking"),
            1 => new RegressionAct.Unacknowledge(),
            2 => new RegressionAct.Note("asked"),
            3 => new RegressionAct.Accept("for good", null),
            _ => new RegressionAct.Accept("for now", at.AddSeconds(_random.Next(60, 7_200))),
        };

    private ArrivalBody Body()
    {
        var all = new Coverage("", CoverageState.Complete);
        return _random.Next(10) switch
        {
            0 => new ArrivedSnapshot(
                HostStory.Observation("t.cause", [all], [$"running={Pick("yes", "yes", "no")}"])
            ),
            1 => new ArrivedSnapshot(
                new Observation
                {
                    Check = "t.state",
                    CheckVersion = 1,
                    Status = RunStatus.Failed,
                    Reason = "deadline",
                }
            ),
            2 => new ArrivedUnchanged("t.state", HostStory.Start, 2, []),
            _ => new ArrivedSnapshot(
                HostStory.Observation(
                    "t.state",
                    [all],
                    [
                        $"decided/a={Pick("good", "good", "better", "poor", "bad")}",
                        $"watched/a={Pick("1", "1", "1", "2", "3")}",
                    ]
                )
            ),
        };
    }

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
