using Fleet.Controller.History.Opening;
using Fleet.Controller.History.Schema;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Fleet.Controller.History.Reading;

/// <summary>Reads, each on a snapshot of its own and for at most <see cref="Limit"/>: a reader that stays holds up the write-ahead log's checkpoint.</summary>
public sealed class HistoryReader : IDisposable
{
    /// <summary>The longest one read may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private const int Interrupted = 9;

    private readonly string _path;
    private readonly TimeProvider _time;

    internal HistoryReader(string path, TimeProvider time) => (_path, _time) = (path, time);

    /// <summary>Reads from one snapshot.</summary>
    /// <exception cref="TimeoutException">It took longer than <see cref="Limit"/>.</exception>
    public async Task<T> ReadAsync<T>(
        Func<FleetDb, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        await using var connection = ReadConnection.Create(_path, pooled: true);
        await connection.OpenAsync(cancellationToken);
        var handle = connection.Handle!;
        await using var deadline = _time.CreateTimer(
            _ => raw.sqlite3_interrupt(handle),
            state: null,
            Limit,
            Timeout.InfiniteTimeSpan
        );
        await using var cancelled = cancellationToken.Register(() => raw.sqlite3_interrupt(handle));
        try
        {
            await using var snapshot = connection.BeginTransaction(deferred: true);
            await using var db = FleetDbOn.Connection(connection);
            await db.Database.UseTransactionAsync(snapshot, cancellationToken);
            return await read(db, cancellationToken);
        }
        catch (SqliteException stopped) when (stopped.SqliteErrorCode == Interrupted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException(
                $"the question took longer than {Limit.TotalSeconds:0} s: ask for less",
                stopped
            );
        }
    }

    public void Dispose()
    {
        using var any = ReadConnection.Create(_path, pooled: true);
        SqliteConnection.ClearPool(any);
    }
}
