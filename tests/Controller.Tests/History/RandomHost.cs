using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Tests.History;

/// <summary>Makes up records of every kind for the sample catalog's checks, in order and without holes.</summary>
internal sealed class RandomHost(int seed)
{
    private static readonly string[] Values = ["good", "better", "poor", "bad", "ü\0\n'\";--"];
    private readonly Random _random = new(seed);
    private ulong _seq = 1;

    public DateTimeOffset Now { get; private set; } = TempDatabase.Start;

    public ImmutableArray<Arrival> Next(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Next())];

    public void Pass(TimeSpan span) => Now += span;

    private Arrival Next()
    {
        Now += TimeSpan.FromTicks(_random.NextInt64(TimeSpan.TicksPerMinute * 7));
        return _random.Next(12) switch
        {
            0 => Gap(),
            1 => Unchanged(),
            2 or 3 or 4 => new Arrival(_seq++, Now, Delta()),
            _ => new Arrival(_seq++, Now, new ArrivedSnapshot(Snapshot())),
        };
    }

    private Arrival Gap()
    {
        var first = _seq;
        _seq += (ulong)_random.Next(1, 4);
        return new Arrival(_seq - 1, Now, new ArrivedGap(first, "the spool overflowed"));
    }

    private Arrival Unchanged() =>
        new(
            _seq++,
            Now,
            new ArrivedUnchanged(
                Check(),
                Now - TimeSpan.FromSeconds(30),
                _random.Next(1, 5),
                Samples()
            )
        );

    private ArrivedDelta Delta() =>
        new(
            Check(),
            RunStatus.Ran,
            "",
            [.. Facts().Take(2)],
            _random.Next(2) == 0 ? [] : ["watched/a", "decided/b"],
            _random.Next(4) == 0 ? Coverage() : null,
            Documents(),
            _random.Next(3) == 0 ? ["/etc/one"] : []
        )
        {
            Samples = Samples(),
            Events = Events(),
            Lines = Lines(),
        };

    private Observation Snapshot()
    {
        var status = _random.Next(8) switch
        {
            0 => RunStatus.Failed,
            1 => RunStatus.NotApplicable,
            _ => RunStatus.Ran,
        };
        return new Observation
        {
            Check = Check(),
            CheckVersion = _random.Next(1, 3),
            Status = status,
            Reason = status == RunStatus.Ran ? "" : "reason",
            Facts = status == RunStatus.Ran ? Facts() : [],
            Coverage = status == RunStatus.Failed ? [] : Coverage(),
            Documents = Documents(),
            Samples = Samples(),
            Events = Events(),
            Lines = Lines(),
        };
    }

    private string Check() => Pick("t.state", "t.cause", "t.port");

    private ImmutableArray<Coverage> Coverage() =>
        _random.Next(4) switch
        {
            0 => [new Coverage("", CoverageState.Unreadable, "denied")],
            1 =>
            [
                new Coverage("", CoverageState.Complete),
                new Coverage("decided", CoverageState.Truncated, "too many"),
            ],
            _ => [new Coverage("", CoverageState.Complete)],
        };

    private ImmutableArray<Fact> Facts() =>
        [
            .. new[]
            {
                "decided/a",
                "decided/b",
                "inventory/a",
                "listen/22",
                "running",
                "watched/a",
            }
                .Where(_ => _random.Next(3) > 0)
                .Select(key => new Fact(
                    key,
                    key == "running" ? Pick("yes", "no") : Pick(Values),
                    _random.Next(2) == 0 ? null : $"/etc/x:{_random.Next(9)}"
                )),
        ];

    private ImmutableArray<Document> Documents() =>
        _random.Next(3) == 0 ? [new Document("/etc/one", Pick(Values), _random.Next(2) == 0)] : [];

    private ImmutableArray<Sample> Samples() =>
        _random.Next(2) == 0 ? [] : [new Sample("load/1m", _random.NextDouble() * 10)];

    private ImmutableArray<EventBucket> Events()
    {
        if (_random.Next(2) == 0)
        {
            return [];
        }

        var start = new DateTimeOffset(
            Now.UtcTicks - (Now.UtcTicks % EventBucket.Width.Ticks),
            TimeSpan.Zero
        );
        return
        [
            new EventBucket(start - EventBucket.Width, Counts(), 0, 2, 2),
            new EventBucket(start, Counts(), _random.Next(5), _random.Next(60), 3),
        ];
    }

    private ImmutableArray<EventCount> Counts() =>
        [
            .. Enumerable
                .Range(0, _random.Next(1, 40))
                .Select(_ => _random.Next(100))
                .Distinct()
                .Select(user => new EventCount(
                    "failed_password",
                    $"user{user}",
                    "192.0.2.1",
                    _random.Next(1, 9)
                )),
        ];

    private ImmutableArray<EventLine> Lines() =>
        _random.Next(3) == 0
            ? [new EventLine(Now, "failed_password", "x", "192.0.2.1", "text")]
            : [];

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
