using Fleet.Checks.Judging;
using Fleet.Controller.Api.Health.Figures;
using Fleet.Controller.History.Queries;
using Fleet.Controller.History.Sweeps;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.History;

namespace Fleet.Controller.Tests.Api.Health.Figures;

public sealed class FleetFigurePageTests
{
    [Fact]
    public async Task Whoever_asks_how_often_the_database_is_read_once_in_15_seconds()
    {
        var (reads, time) = (0, new SetTime(DateTimeOffset.UnixEpoch.AddYears(50)));
        using var page = new FleetFigurePage(
            _ =>
            {
                reads++;
                return Task.FromResult(new FleetFigures([], [], [], []));
            },
            10,
            time
        );

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => page.TextAsync(default)));
        Assert.Equal(1, reads);

        time.Now += FleetFigurePage.Fresh;
        Assert.Contains("fleet_export_up 1\n", await page.TextAsync(default));
        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task A_database_that_cannot_be_read_is_said_and_no_old_number_stays()
    {
        var time = new SetTime(DateTimeOffset.UnixEpoch.AddYears(50));
        using var page = new FleetFigurePage(_ => throw new TimeoutException("too long"), 10, time);

        Assert.Equal(
            "# HELP fleet_export_up 0 where the fleet's figures could not be read\n# TYPE fleet_export_up gauge\nfleet_export_up 0\n",
            await page.TextAsync(default)
        );
    }

    [Fact]
    public async Task Figures_are_counted_from_what_is_stored()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var story = await StoredHostStory.BeginAsync(
            temp,
            "web-1",
            new FakeTime(TempDatabase.Start)
        );
        await story.SeesAsync("t.state", "decided/a=bad", "decided/b=poor", "decided/c=good");
        await temp.AddHostAsync("web-2");

        var figures = await FigureQueries.ReadAsync(
            temp.Open,
            new SweepReads(temp.Open),
            CancellationToken.None
        );

        Assert.NotEmpty(figures.Findings);
        Assert.Equal(["web-1", "web-2"], figures.Hosts.Select(host => host.Name));
        var stored = await temp.Open.Reader.ReadAsync(
            (db, _) =>
                Task.FromResult(
                    db.Findings.Where(row => row.To == null)
                        .AsEnumerable()
                        .Where(row => row.Outcome != Outcome.NotApplicable)
                        .CountBy(row => (row.Rule.Split('/')[0], row.Outcome))
                        .ToDictionary()
                ),
            default
        );
        Assert.Equal(
            stored.OrderBy(each => each.Key.Outcome).Select(each => (each.Key, each.Value)),
            figures
                .Findings.OrderBy(each => each.Outcome)
                .Select(each => ((each.Group, each.Outcome), each.Count))
        );
    }

    [Fact]
    public async Task What_is_waived_is_counted_apart_and_does_not_make_a_host_worse()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var story = await StoredHostStory.BeginAsync(
            temp,
            "web-1",
            new FakeTime(TempDatabase.Start)
        );
        await story.SeesAsync("t.state", "decided/a=bad", "decided/b=good");
        await temp.Open.Writer.CommitAsync(
            session =>
                session.Run(
                    "UPDATE finding_span SET waived_reason = 'x' WHERE outcome = $1",
                    Outcome.Fail
                ),
            default
        );

        var figures = await FigureQueries.ReadAsync(
            temp.Open,
            new SweepReads(temp.Open),
            CancellationToken.None
        );

        Assert.Contains(
            figures.Findings,
            each => each is { Outcome: Outcome.Fail, IsWaived: true }
        );
        Assert.DoesNotContain(
            figures.Findings,
            each => each is { Outcome: Outcome.Fail, IsWaived: false }
        );
        var host = Assert.Single(
            await new FleetQueries(temp.Open).HostsAsync(
                System.Collections.Immutable.ImmutableDictionary<string, string>.Empty,
                default
            )
        );
        Assert.Equal(1, host.Counts[Outcome.Pass]);
        Assert.DoesNotContain(Outcome.Fail, host.Counts.Keys);
    }
}
