using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Sweeps;
using Fleet.Controller.Sweeps.Schedules;
using Fleet.Controller.Tests.History;
using Fleet.Controller.Tests.Sweeps.Running;

namespace Fleet.Controller.Tests.Sweeps.Schedules;

public sealed class SweepSchedulesTests
{
    /// <summary>Midday of a Sunday: the next six o'clock of a Monday is in 18 hours.</summary>
    private static readonly DateTimeOffset Start = TempDatabase.Start;

    [Fact]
    public async Task Times_missed_while_the_controller_was_away_are_made_up_for_by_one_sweep_that_says_so()
    {
        await using var rig = await SweepRig.CreateAsync(1);
        await AddAsync(rig, "weekly");
        rig.Time.Advance(TimeSpan.FromDays(20));

        await RunAsync(rig, async () => await SweepsAsync(rig) is { Count: > 0 });
        // A second start finds the times honoured.
        await RunAsync(rig, () => Task.FromResult(true));

        var sweep = Assert.Single(await SweepsAsync(rig));
        Assert.Equal(
            "schedule weekly, late: the controller was away at 2026-03-02 06:00 UTC",
            sweep.By
        );
        Assert.NotNull(sweep.ScheduleId);
    }

    [Fact]
    public async Task What_falls_due_while_a_schedule_is_paused_is_not_made_up_for()
    {
        await using var rig = await SweepRig.CreateAsync(1);
        await AddAsync(rig, "weekly");
        var store = new SweepScheduleStore(rig.Database.Open);
        Assert.True(await store.PauseAsync("weekly", true, "bob", rig.Time.GetUtcNow(), default));
        rig.Time.Advance(TimeSpan.FromDays(20));
        await RunAsync(rig, () => Task.FromResult(true));
        Assert.True(await store.PauseAsync("weekly", false, "bob", rig.Time.GetUtcNow(), default));

        await RunAsync(rig, () => Task.FromResult(true));

        Assert.Empty(await SweepsAsync(rig));
    }

    [Fact]
    public async Task A_sweep_begins_when_its_time_comes()
    {
        await using var rig = await SweepRig.CreateAsync(1);
        await AddAsync(rig, "weekly");

        await RunAsync(
            rig,
            async () =>
            {
                rig.Time.Advance(TimeSpan.FromMinutes(5));
                return await SweepsAsync(rig) is { Count: > 0 };
            }
        );

        var sweep = (await SweepsAsync(rig))[^1];
        Assert.Equal("schedule weekly", sweep.By);
        Assert.True(sweep.StartedAt >= Start.AddHours(18));
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await using var rig = await SweepRig.CreateAsync(1);
        await AddAsync(rig, "weekly");

        Assert.False(
            await new SweepScheduleStore(rig.Database.Open).AddAsync(Row("weekly"), default)
        );
    }

    private static async Task AddAsync(SweepRig rig, string name) =>
        Assert.True(await new SweepScheduleStore(rig.Database.Open).AddAsync(Row(name), default));

    private static SweepScheduleRow Row(string name) =>
        new()
        {
            Name = name,
            Cron = "0 0 6 ? * MON",
            TimeZone = "UTC",
            Profile = "sample",
            ProfileText = "",
            Labels = "{}",
            Patience = TimeSpan.FromMinutes(1),
            By = "alice",
            CreatedAt = Start,
        };

    private static Task<IReadOnlyList<SweepRow>> SweepsAsync(SweepRig rig) =>
        rig.Reads.ListAsync("", null, 10, CancellationToken.None);

    private static async Task RunAsync(SweepRig rig, Func<Task<bool>> until)
    {
        using var stop = new CancellationTokenSource();
        var schedules = new SweepSchedules(
            rig.Runner,
            new(rig.Database.Open),
            _ => rig.Profile,
            rig.Time,
            (_, why) => Assert.Fail(why)
        );
        var running = schedules.RunAsync(stop.Token);
        for (var tries = 0; tries < 3000 && !await until(); tries++)
        {
            await Task.Delay(2);
        }

        Assert.True(await until());
        await stop.CancelAsync();
        await running;
    }
}
