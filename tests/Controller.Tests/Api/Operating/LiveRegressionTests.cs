using Fleet.Controller.Api.Operating;
using Fleet.Controller.History.Queries;
using Fleet.Controller.History.Silences;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.History;

namespace Fleet.Controller.Tests.Api.Operating;

public sealed class LiveRegressionTests
{
    private readonly FakeTime _time = new(TempDatabase.Start);

    [Fact]
    public async Task The_same_change_on_several_hosts_is_one_group_that_keeps_its_name_when_its_first_is_resolved()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var (web, db) = await BothDriftAsync(temp);
        var queries = new FleetQueries(temp.Open);
        var before = await queries.RegressionsAsync("", false, false, CancellationToken.None);
        var lowest = before.Min(each => each.Id);
        Assert.All(before, each => Assert.Equal(lowest, each.Group));

        await web.SeesAsync("t.state", "watched/a=1");

        var open = Assert.Single(
            await queries.RegressionsAsync("", false, false, CancellationToken.None)
        );
        Assert.Equal(("db", lowest), (open.Host, open.Group));
        var story = await queries.RegressionStoryAsync(open.Id, CancellationToken.None);
        Assert.Equal(["db", "web"], story!.Regressions.Select(each => each.Host));
        Assert.Equal(
            [RegressionEventKind.Opened, RegressionEventKind.Opened, RegressionEventKind.Resolved],
            story.Steps.Select(step => step.Row.Kind)
        );
        _ = db;
    }

    [Fact]
    public async Task Acts_are_stored_with_who_and_why_and_in_the_audit()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var (web, _) = await BothDriftAsync(temp);
        var key = new RegressionKey(RegressionKind.Drift, "", "watched/a");
        foreach (
            var act in new RegressionAct[]
            {
                new RegressionAct.Acknowledge("looking"),
                new RegressionAct.Note("asked them"),
                new RegressionAct.Unacknowledge(),
                new RegressionAct.Accept("planned", _time.GetUtcNow().AddHours(1)),
            }
        )
        {
            await web.Actors.ActAsync(web.HostId, key, act, "alice", CancellationToken.None);
        }

        var queries = new FleetQueries(temp.Open);
        var one = (await queries.RegressionsAsync("web", true, false, CancellationToken.None))[0];
        Assert.Equal((RegressionState.Accepted, "alice"), (one.Entry.State, one.Entry.AcceptedBy));
        var story = await queries.RegressionStoryAsync(one.Id, CancellationToken.None);
        Assert.Equal(
            [("looking", "alice"), ("asked them", "alice"), ("", "alice"), ("planned", "alice")],
            story!
                .Steps.Where(step => step.Row.By.Length > 0)
                .Select(step => (step.Row.Text, step.Row.By))
        );
        var audited = await temp.Open.Reader.ReadAsync(
            (db, _) => Task.FromResult(db.Audit.Select(row => row.Action).ToList()),
            CancellationToken.None
        );
        Assert.Equal(
            [
                "regression.acknowledge",
                "regression.note",
                "regression.unacknowledge",
                "regression.accept",
            ],
            audited.Where(action => action.StartsWith("regression.", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_silence_takes_effect_at_once_survives_a_restart_and_ends_at_once()
    {
        await using var temp = await TempDatabase.CreateAsync();
        await BothDriftAsync(temp);
        var (book, _) = Book(temp, []);
        var made = await book.AddAsync(
            new HostSelector("web", HostSelector.Fleet.Labels),
            "watched/*",
            TimeSpan.FromHours(2),
            "moving racks",
            "alice",
            CancellationToken.None
        );
        Assert.Equal(
            [("db", RegressionState.Open), ("web", RegressionState.Silenced)],
            await StatesAsync(temp)
        );

        var rows = await new SilenceStore(temp.Open).ListAsync(
            _time.GetUtcNow(),
            CancellationToken.None
        );
        var (again, actors) = Book(temp, rows.Select(SilenceStore.Of));
        foreach (var host in (await new FleetQueries(temp.Open).HostsAsync(NoLabels, default)))
        {
            await actors.JudgeAgainAsync(host.Id, CancellationToken.None);
        }

        Assert.Contains(("web", RegressionState.Silenced), await StatesAsync(temp));

        Assert.NotNull(await again.EndAsync(made.Id, "bob", CancellationToken.None));
        Assert.Null(await again.EndAsync(made.Id, "bob", CancellationToken.None));
        Assert.Equal(
            [("db", RegressionState.Open), ("web", RegressionState.Open)],
            await StatesAsync(temp)
        );
    }

    private static readonly Dictionary<string, string> NoLabels = [];

    private (SilenceBook Book, HostActors Actors) Book(
        TempDatabase temp,
        IEnumerable<Silence> known
    )
    {
        var silences = new OperatorSilences(known);
        var actors = new HostActors(
            temp.Hosts,
            host => Judging.SampleCatalog.Rules with { Silences = silences.For(host.Identity) },
            _time
        );
        return (
            new SilenceBook(
                new SilenceStore(temp.Open),
                silences,
                new FleetQueries(temp.Open),
                actors,
                _time
            ),
            actors
        );
    }

    private async Task<IReadOnlyList<(string, RegressionState)>> StatesAsync(TempDatabase temp) =>
        [
            .. (
                await new FleetQueries(temp.Open).RegressionsAsync(
                    "",
                    false,
                    false,
                    CancellationToken.None
                )
            )
                .OrderBy(each => each.Host, StringComparer.Ordinal)
                .Select(each => (each.Host, each.Entry.State)),
        ];

    private async Task<(StoredHostStory Web, StoredHostStory Db)> BothDriftAsync(TempDatabase temp)
    {
        var web = await StoredHostStory.BeginAsync(temp, "web", _time);
        var db = await StoredHostStory.BeginAsync(temp, "db", _time);
        foreach (var host in new[] { web, db })
        {
            await host.SeesAsync("t.state", "watched/a=1");
            await host.SeesAsync("t.state", "watched/a=2");
        }

        // New for a minute.
        _time.Advance(TimeSpan.FromMinutes(2));
        foreach (var host in new[] { web, db })
        {
            await host.Actors.JudgeAgainAsync(host.HostId, CancellationToken.None);
        }

        return (web, db);
    }
}
