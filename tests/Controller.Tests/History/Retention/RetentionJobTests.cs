using Fleet.Checks.Facts;
using Fleet.Controller.History.Retention;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.Judging;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.Tests.History.Retention;

public sealed class RetentionJobTests
{
    private readonly FakeTime _time = new(TempDatabase.Start);

    [Fact]
    public async Task Old_lines_go_and_counts_and_samples_become_hours_with_nothing_lost()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var host = await StoredHostStory.BeginAsync(temp, "web", _time);
        for (var i = 0; i < 30; i++)
        {
            await host.SeesAsync(Busy(_time.GetUtcNow(), i));
        }

        _time.Advance(TimeSpan.FromDays(15));
        await RoundAsync(temp, new RetentionPeriods());
        Assert.Equal(0, await CountAsync(temp, db => db.EventLines));
        await temp.Open.Reader.ReadAsync(
            async (db, cancellation) =>
            {
                var samples = await db.Samples.ToListAsync(cancellation);
                Assert.All(samples, row => Assert.Equal(3600, row.Seconds));
                Assert.Equal(30, samples.Sum(row => row.Count));
                Assert.Equal(Enumerable.Range(0, 30).Sum(), samples.Sum(row => row.Sum));
                Assert.Equal((0, 29), (samples.Min(row => row.Min), samples.Max(row => row.Max)));
                Assert.Equal(60, await db.EventCounts.SumAsync(row => row.Count, cancellation));
                Assert.True(
                    await db.EventBuckets.AllAsync(row => row.Seconds == 3600, cancellation)
                );
                return true;
            },
            CancellationToken.None
        );

        _time.Advance(TimeSpan.FromDays(80));
        await RoundAsync(temp, new RetentionPeriods());
        Assert.Equal(0, await CountAsync(temp, db => db.Samples));
        Assert.Equal(0, await CountAsync(temp, db => db.EventCounts));
    }

    [Fact]
    public async Task The_newest_lines_of_a_host_stay_within_the_bound()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var host = await StoredHostStory.BeginAsync(temp, "web", _time);
        for (var i = 0; i < 10; i++)
        {
            await host.SeesAsync(Busy(_time.GetUtcNow(), i));
        }

        await RoundAsync(temp, new RetentionPeriods { LinesPerHost = 3 });
        var left = await temp.Open.Reader.ReadAsync(
            (db, cancellation) =>
                db.EventLines.Select(row => row.Text).Order().ToListAsync(cancellation),
            CancellationToken.None
        );
        Assert.Equal(["line 7", "line 8", "line 9"], left);
    }

    [Fact]
    public async Task What_holds_stays_however_old_and_what_ended_goes()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var host = await StoredHostStory.BeginAsync(temp, "web", _time);
        foreach (var value in new[] { "good", "bad", "good" })
        {
            await host.SeesAsync("t.state", $"decided/a={value}");
        }

        // What was resolved is remembered for a week.
        _time.Advance(TimeSpan.FromDays(8));
        await host.Actors.JudgeAgainAsync(host.HostId, CancellationToken.None);
        var before = (await temp.Hosts.LoadAsync(host.HostId, CancellationToken.None)).State;
        _time.Advance(TimeSpan.FromDays(401));
        await RoundAsync(temp, new RetentionPeriods());
        var after = (await temp.Hosts.LoadAsync(host.HostId, CancellationToken.None)).State;
        Assert.Equal(StateText.Of(before), StateText.Of(after));
        Assert.Equal(0, await CountAsync(temp, db => db.FactChanges));
        Assert.Equal(0, await CountAsync(temp, db => db.Regressions));
        Assert.Equal(0, await CountAsync(temp, db => db.RegressionEvents));
        Assert.Equal(1, await CountAsync(temp, db => db.Findings));
    }

    [Fact]
    public async Task A_document_that_no_host_has_any_more_goes()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var host = await StoredHostStory.BeginAsync(temp, "web", _time);
        await host.SeesAsync(WithDocument("old"));
        await host.SeesAsync(WithDocument("new"));
        Assert.Equal(2, await CountAsync(temp, db => db.Documents));
        await RoundAsync(temp, new RetentionPeriods());
        Assert.Equal(1, await CountAsync(temp, db => db.Documents));
    }

    private static Observation WithDocument(string body) =>
        HostStory.Observation("t.state", [new Coverage("", CoverageState.Complete)], []) with
        {
            Documents = [new Document("/etc/x", body)],
        };

    private static Observation Busy(DateTimeOffset now, int i) =>
        HostStory.Observation("t.state", [new Coverage("", CoverageState.Complete)], []) with
        {
            Samples = [new Sample("load", i)],
            Lines = [new EventLine(now, "failed_password", "u", "192.0.2.1", $"line {i}")],
            Events =
            [
                new EventBucket(
                    new DateTimeOffset(
                        now.UtcTicks - (now.UtcTicks % EventBucket.Width.Ticks),
                        TimeSpan.Zero
                    ),
                    [new EventCount("failed_password", "u", "192.0.2.1", 2)],
                    0,
                    1,
                    1
                ),
            ],
        };

    private Task RoundAsync(TempDatabase temp, RetentionPeriods keep) =>
        new RetentionJob(
            temp.Open,
            keep,
            _time,
            failure => Assert.Fail(failure.ToString())
        ).RoundAsync(CancellationToken.None);

    private static Task<int> CountAsync<T>(
        TempDatabase temp,
        Func<Fleet.Controller.History.Schema.FleetDb, IQueryable<T>> rows
    ) =>
        temp.Open.Reader.ReadAsync(
            (db, cancellation) => rows(db).CountAsync(cancellation),
            CancellationToken.None
        );
}
