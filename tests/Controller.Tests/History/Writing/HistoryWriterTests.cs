using Fleet.Controller.History;
using Microsoft.Data.Sqlite;

namespace Fleet.Controller.Tests.History.Writing;

public sealed class HistoryWriterTests
{
    private const string Insert =
        "INSERT INTO host(name, created_at, agent_version) VALUES($1, 0, '')";

    [Fact]
    public async Task Many_units_at_once_are_all_stored()
    {
        await using var temp = await TempDatabase.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 5000).Select(i => AddAsync(temp, $"h{i}")));
        Assert.Equal(5000, await CountAsync(temp));
    }

    [Fact]
    public async Task A_unit_that_refuses_takes_back_only_itself()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var good = AddAsync(temp, "a");
        var refused = temp.Open.Writer.CommitAsync<int>(
            session =>
            {
                session.Run(Insert, "half");
                throw new InvalidOperationException("no");
            },
            CancellationToken.None
        );
        var twice = AddAsync(temp, "a");
        var alsoGood = AddAsync(temp, "b");
        await Task.WhenAll(good, alsoGood);
        await Assert.ThrowsAsync<InvalidOperationException>(() => refused);
        await Assert.ThrowsAsync<SqliteException>(() => twice);
        Assert.Equal(2, await CountAsync(temp));
        Assert.True(temp.Open.Health().IsWell);
    }

    [Fact]
    public async Task A_full_disk_fails_what_it_could_not_take_and_nothing_else()
    {
        await using var temp = await TempDatabase.CreateAsync();
        await AddAsync(temp, "before");
        await LimitAsync(temp, pages: 1);
        await Assert.ThrowsAsync<CommitFailedException>(() => FillAsync(temp));
        Assert.False(temp.Open.Health().IsWell);
        Assert.Equal(13, temp.Open.Writer.Failure?.Code);

        await LimitAsync(temp, pages: 1_000_000);
        await FillAsync(temp);
        await AddAsync(temp, "after");
        Assert.True(temp.Open.Health().IsWell);
        Assert.Equal(2, await CountAsync(temp));
    }

    [Fact]
    public async Task A_stopped_writer_says_so()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var writer = temp.Open.Writer;
        await temp.ReopenAsync();
        await Assert.ThrowsAsync<CommitFailedException>(() =>
            writer.CommitAsync(session => session.Run(Insert, "late"), CancellationToken.None)
        );
    }

    private static Task<int> AddAsync(TempDatabase temp, string name) =>
        temp.Open.Writer.CommitAsync(session => session.Run(Insert, name), CancellationToken.None);

    // SQLite answers a grown file beyond max_page_count as it answers a full disk: SQLITE_FULL.
    private static Task<long> LimitAsync(TempDatabase temp, int pages) =>
        temp.Open.Writer.CommitAsync(
            session => session.Scalar<long>($"PRAGMA max_page_count={pages}"),
            CancellationToken.None
        );

    private static Task<int> FillAsync(TempDatabase temp) =>
        temp.Open.Writer.CommitAsync(
            session =>
                session.Run(
                    "INSERT INTO document(hash, body) VALUES($1, $2)",
                    "big",
                    new string('x', 1 << 20)
                ),
            CancellationToken.None
        );

    private static Task<int> CountAsync(TempDatabase temp) =>
        temp.Open.Reader.ReadAsync(
            (db, _) => Task.FromResult(db.Hosts.Count()),
            CancellationToken.None
        );
}
