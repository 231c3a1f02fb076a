using Fleet.Controller.History;
using Fleet.Controller.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.Tests.History.Reading;

public sealed class HistoryReaderTests
{
    private const string Endless =
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) AS Value FROM c";

    [Fact]
    public async Task A_question_that_takes_too_long_is_cut_off_and_the_next_is_answered()
    {
        await using var temp = TempDatabase.Closed();
        var time = new FakeTime(TempDatabase.Start);
        await using var database = await HistoryDatabase.OpenAsync(
            temp.Path,
            time,
            CancellationToken.None
        );
        var asking = Task.Run(() => AskAsync(database, Endless, CancellationToken.None));
        for (var tries = 0; tries < 1000 && !asking.IsCompleted; tries++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }

        await Assert.ThrowsAsync<TimeoutException>(() => asking);
        Assert.Equal(1, await AskAsync(database, "SELECT 1 AS Value", CancellationToken.None));
    }

    [Fact]
    public async Task Whoever_gives_up_stops_the_question()
    {
        await using var temp = await TempDatabase.CreateAsync();
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Task.Run(() => AskAsync(temp.Open, Endless, giveUp.Token))
        );
    }

    private static Task<long> AskAsync(
        HistoryDatabase database,
        string sql,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync(
            (db, cancellation) => db.Database.SqlQueryRaw<long>(sql).SingleAsync(cancellation),
            cancellationToken
        );
}
