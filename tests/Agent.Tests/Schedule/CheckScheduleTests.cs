using System.Collections.Immutable;
using Fleet.Agent.Schedule;
using Fleet.Agent.Tests.Fakes;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Agent.Tests.Schedule;

public sealed class CheckScheduleTests
{
    private readonly FakeTime _time = new();
    private readonly CountingSink _sink = new();
    private readonly CheckCatalog _catalog = new(
        new FileCheck("test.one", "/one"),
        new FileCheck("test.two", "/two")
    );

    [Fact]
    public async Task Every_check_runs_at_once_and_then_at_its_interval()
    {
        await using var schedule = await StartAsync();
        await _sink.ReachesAsync(2);
        await AdvanceAsync(TimeSpan.FromMinutes(10));
        await _sink.ReachesAsync(22);
        Assert.Equal(11, _sink.Of("test.one"));
        Assert.Equal(11, _sink.Of("test.two"));
    }

    [Fact]
    public async Task An_assignment_changes_an_interval_and_turns_a_check_off()
    {
        await using var schedule = await StartAsync();
        await _sink.ReachesAsync(2);
        await schedule.AssignAsync(
            1,
            [
                new AssignedCheck("test.one", TimeSpan.FromSeconds(10), Off: false),
                new AssignedCheck("test.two", null, Off: true),
            ]
        );
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await _sink.ReachesAsync(8);
        Assert.Equal((7, 1), (_sink.Of("test.one"), _sink.Of("test.two")));
    }

    [Fact]
    public async Task What_was_assigned_before_a_restart_holds_from_the_start()
    {
        await using var schedule = await StartAsync([
            new AssignedCheck("test.one", TimeSpan.FromSeconds(10), Off: false),
            new AssignedCheck("test.two", null, Off: true),
        ]);
        await _sink.ReachesAsync(1);
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        await _sink.ReachesAsync(7);
        Assert.Equal((7, 0), (_sink.Of("test.one"), _sink.Of("test.two")));
    }

    [Fact]
    public async Task Setting_the_hosts_clock_back_holds_up_nothing()
    {
        await using var schedule = await StartAsync();
        await _sink.ReachesAsync(2);
        _time.StepWall(TimeSpan.FromHours(-5));
        await AdvanceAsync(TimeSpan.FromMinutes(2));
        await _sink.ReachesAsync(6);
    }

    [Fact]
    public void Hosts_spread_over_the_interval_each_at_its_own_place()
    {
        var minute = TimeSpan.FromMinutes(1);
        var offsets = Enumerable
            .Range(0, 1000)
            .Select(i => Spread.Offset($"web-{i}", "ssh.config", minute))
            .ToArray();
        Assert.All(offsets, offset => Assert.InRange(offset, minute * 0.01, minute));
        var perTenth = offsets.CountBy(offset => (int)(offset / minute * 9.999));
        Assert.All(perTenth, tenth => Assert.InRange(tenth.Value, 60, 140));
        Assert.Equal(offsets[7], Spread.Offset("web-7", "ssh.config", minute));
    }

    [Fact]
    public async Task A_check_never_runs_twice_at_once_and_each_run_begins_where_the_last_ended()
    {
        var rounds = new CheckRounds(new FakeHost { Time = _time }, _sink, NullLogger.Instance);
        var check = _catalog.Checks[0];
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ =>
                    rounds.RunAsync(check, mayFold: false, TestContext.Current.CancellationToken)
                )
        );
        Assert.Equal("20", _sink.CursorOf("test.one"));
    }

    private Task<CheckSchedule> StartAsync(params ImmutableArray<AssignedCheck> assigned) =>
        CheckSchedule.StartAsync(
            _catalog,
            new CheckRounds(new FakeHost { Time = _time }, _sink, NullLogger.Instance),
            "web-12",
            _time,
            NullLogger.Instance,
            assigned
        );

    /// <summary>In small steps, so that what a timer starts can ask for its next timer before time goes on.</summary>
    private async Task AdvanceAsync(TimeSpan by)
    {
        for (var passed = TimeSpan.Zero; passed < by; passed += TimeSpan.FromSeconds(1))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }
    }

    private sealed class CountingSink : IObservationSink
    {
        private readonly Lock _lock = new();
        private readonly List<Observation> _runs = [];

        public int Of(string check)
        {
            lock (_lock)
            {
                return _runs.Count(run => run.Check == check);
            }
        }

        public string CursorOf(string check)
        {
            lock (_lock)
            {
                return _runs.LastOrDefault(run => run.Check == check)?.Cursor ?? "";
            }
        }

        public ulong Record(Observation observation, RunStamp at, bool mayFold)
        {
            lock (_lock)
            {
                _runs.Add(observation);
                return (ulong)_runs.Count;
            }
        }

        public async Task ReachesAsync(int runs)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (true)
            {
                lock (_lock)
                {
                    if (_runs.Count >= runs)
                    {
                        return;
                    }
                }

                await Task.Delay(10, patience.Token);
            }
        }
    }
}
