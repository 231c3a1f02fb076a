using Fleet.Controller.History.Diagnoses;
using Fleet.Controller.History.Retention;
using Fleet.Controller.History.Schema;

namespace Fleet.Controller.Tests.History.Diagnoses;

/// <summary>Diagnoses in a real database.</summary>
public sealed class DiagnosisStoreTests
{
    [Fact]
    public async Task What_is_stored_is_found_by_its_id_and_listed_newest_first()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var store = new DiagnosisStore(temp.Open);
        var first = await store.AddAsync(Row("web-12", "ann"), default);
        var second = await store.AddAsync(Row("", "bob"), default);

        Assert.Equal(first + 1, second);
        Assert.Equal("{\"a\":1}", (await store.FindAsync(first, default))?.Answer);
        Assert.Null(await store.FindAsync(99, default));
        Assert.Equal([second, first], await IdsAsync(store, "", null, ""));
        Assert.Equal([first], await IdsAsync(store, "web-12", null, ""));
    }

    [Fact]
    public async Task A_scope_shows_its_hosts_and_of_unknown_hosts_ones_own()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var store = new DiagnosisStore(temp.Open);
        var seen = await store.AddAsync(Row("web-12", "ann"), default);
        _ = await store.AddAsync(Row("db-3", "bob"), default);
        _ = await store.AddAsync(Row("", "ann"), default);
        var own = await store.AddAsync(Row("", "bob"), default);

        Assert.Equal([own, seen], await IdsAsync(store, "", ["web-12"], "bob"));
    }

    [Fact]
    public async Task Old_ones_go_and_of_the_rest_the_newest_stay()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var store = new DiagnosisStore(temp.Open);
        var time = new FakeTime(TempDatabase.Start);
        _ = await store.AddAsync(Row("web-12", "ann"), default);
        time.Advance(TimeSpan.FromDays(91));
        var ids = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await store.AddAsync(Row("web-12", "ann", time.GetUtcNow()), default));
        }

        await new RetentionJob(
            temp.Open,
            new RetentionPeriods { MostDiagnoses = 3 },
            time,
            failure => throw failure
        ).RoundAsync(default);

        Assert.Equal([ids[4], ids[3], ids[2]], await IdsAsync(store, "", null, ""));
    }

    private static async Task<IEnumerable<long>> IdsAsync(
        DiagnosisStore store,
        string host,
        string[]? hosts,
        string own
    ) => (await store.ListAsync(host, hosts, own, 10, default)).Select(row => row.Id);

    private static DiagnosisRow Row(string host, string by, DateTimeOffset? at = null) =>
        new()
        {
            At = at ?? TempDatabase.Start,
            Actor = by,
            Host = host,
            Target = "alice@web-12",
            User = "alice",
            Vantage = "this machine",
            Gate = "paths",
            Cause = "paths.strict_modes",
            Summary = "others may write",
            Exit = 1,
            Answer = "{\"a\":1}",
        };
}
