using Fleet.Checks.Judging;
using Fleet.Controller.Api.Policies;
using Fleet.Controller.History.Policies;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.History;
using Fleet.Controller.Tests.Judging;

namespace Fleet.Controller.Tests.Api.Policies;

/// <summary>Putting a policy in force over hosts that are stored.</summary>
public sealed class PolicyBookTests
{
    private static readonly FindingKey Decided = new("t.state/decide", "decided/a");
    private readonly FakeTime _time = new(TempDatabase.Start);

    [Fact]
    public async Task Every_stored_host_is_judged_by_it_without_a_new_observation()
    {
        await using var temp = await TempDatabase.CreateAsync();
        int[] hosts = [await SeesAsync(temp, "web-1"), await SeesAsync(temp, "web-2")];
        using var book = Book(temp);
        var seen = new List<(int, int)>();

        _ = await PutAsync(book, Strict, 0);
        var judged = await book.JudgeFleetAsync((done, of) => seen.Add((done, of)), default);

        Assert.Equal((2, 0), (judged.Hosts, judged.Left.Count));
        Assert.Equal((2, 2), seen[^1]);
        foreach (var host in hosts)
        {
            Assert.Equal(Outcome.Fail, await OutcomeAsync(temp, host));
        }
    }

    [Fact]
    public async Task Only_hosts_that_it_speaks_of_change()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var (web, db) = (await SeesAsync(temp, "web-1"), await SeesAsync(temp, "db-1"));
        using var book = Book(temp);

        _ = await PutAsync(
            book,
            "version: 1\nhosts: [{host: web-*, rules: {t.state/decide: {allowed: good}}}]\n",
            0
        );
        _ = await book.JudgeFleetAsync((_, _) => { }, default);

        Assert.Equal(Outcome.Fail, await OutcomeAsync(temp, web));
        Assert.Equal(Outcome.Pass, await OutcomeAsync(temp, db));
    }

    [Fact]
    public async Task A_fleet_that_was_not_judged_to_the_end_is_judged_at_the_next_start()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var host = await SeesAsync(temp, "web-1");
        using (var ended = Book(temp))
        {
            _ = await PutAsync(ended, Strict, 0);
        }

        using var book = Book(temp, await InForceAsync(temp));
        await book.CatchUpAsync(default);

        Assert.Equal(Outcome.Fail, await OutcomeAsync(temp, host));
        Assert.Equal(1, await book.Store.JudgedAsync(default));
    }

    [Fact]
    public async Task Upon_a_version_that_is_no_longer_the_newest_nothing_is_put()
    {
        await using var temp = await TempDatabase.CreateAsync();
        using var book = Book(temp);

        Assert.Equal(1, (await PutAsync(book, Strict, 0))?.Version);
        Assert.Null(await PutAsync(book, "version: 1\n", 0));

        Assert.Equal(1, book.InForce.Policy.Version);
        Assert.Equal(Strict, (await book.Store.NewestAsync(default))?.Text);
    }

    [Fact]
    public async Task Who_applied_it_and_why_stands_in_the_audit_log()
    {
        await using var temp = await TempDatabase.CreateAsync();
        using var book = Book(temp);

        _ = await PutAsync(book, Strict, 0);

        var entry = await temp.Open.Reader.ReadAsync(
            (db, _) => Task.FromResult(db.Audit.OrderBy(row => row.Id).Last()),
            default
        );
        Assert.Equal(
            ("alice", "policy.apply", "version 1", "because"),
            (entry.Actor, entry.Action, entry.Subject, entry.Detail)
        );
    }

    private const string Strict = "version: 1\nrules: {t.state/decide: {allowed: good}}\n";

    private async Task<int> SeesAsync(TempDatabase temp, string host)
    {
        var story = await StoredHostStory.BeginAsync(temp, host, _time);
        await story.SeesAsync("t.state", "decided/a=better");
        return story.HostId;
    }

    private PolicyBook Book(TempDatabase temp, FleetPolicy? policy = null)
    {
        var inForce = new PolicyInForce(SampleCatalog.Catalog, policy ?? FleetPolicy.BuiltIn);
        var store = new PolicyStore(temp.Open);
        var actors = new HostActors(temp.Hosts, inForce.For, _time);
        return new PolicyBook(
            store,
            inForce,
            new FleetRejudging(actors, store.HostIdsAsync, (_, problem) => throw problem),
            _time
        );
    }

    private static async Task<FleetPolicy> InForceAsync(TempDatabase temp)
    {
        var newest = (await new PolicyStore(temp.Open).NewestAsync(default))!;
        var reading = PolicyFile.Read(newest.Text, newest.File, SampleCatalog.Catalog);
        return reading.Policy! with { Version = newest.Id };
    }

    private Task<FleetPolicy?> PutAsync(PolicyBook book, string text, long expected) =>
        book.PutAsync(
            book.Read("p.yaml", text).Policy!,
            new PolicyRow
            {
                AppliedAt = _time.GetUtcNow(),
                By = "alice",
                Reason = "because",
                File = "p.yaml",
                Text = text,
            },
            expected,
            default
        );

    private static async Task<Outcome> OutcomeAsync(TempDatabase temp, int host) =>
        (await temp.Hosts.LoadAsync(host, default)).State.Findings[Decided].Finding.Outcome;
}
