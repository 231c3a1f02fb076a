using Fleet.Controller.History.Opening;
using Fleet.Controller.History.Reading;
using Fleet.Controller.History.Writing;
using Microsoft.Data.Sqlite;

namespace Fleet.Controller.History;

/// <summary>The controller's database: one writer, many readers, one file (SQLite, write-ahead log).</summary>
public sealed class HistoryDatabase : IAsyncDisposable
{
    /// <summary>A write-ahead log larger than this is a reason for alarm: some reader holds the checkpoint up.</summary>
    public const long WalAlarmBytes = 256L * 1024 * 1024;

    private readonly string _path;
    private readonly FileStream _hold;

    private HistoryDatabase(
        string path,
        FileStream hold,
        SqliteConnection writes,
        TimeProvider time
    )
    {
        (_path, _hold) = (path, hold);
        Writer = new HistoryWriter(writes, time);
        Reader = new HistoryReader(path, time);
    }

    public HistoryWriter Writer { get; }

    public HistoryReader Reader { get; }

    /// <summary>Opens the database, making or migrating it where needed.</summary>
    /// <param name="path">The database file; its folder must exist.</param>
    /// <exception cref="HistoryException">It cannot be used; it was not modified.</exception>
    public static async Task<HistoryDatabase> OpenAsync(
        string path,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var hold = DatabaseHold.Take(path);
        try
        {
            await SchemaCheck.RequireUsableAsync(path, cancellationToken);
            await SchemaUpdate.BringUpAsync(path, cancellationToken);
            return new HistoryDatabase(path, hold, WriteConnection.Open(path), time);
        }
        catch
        {
            await hold.DisposeAsync();
            throw;
        }
    }

    /// <summary>How storage is doing.</summary>
    public HistoryHealth Health()
    {
        var wal = new FileInfo(_path + "-wal");
        return new HistoryHealth(Writer.Failure, Writer.Queued, wal.Exists ? wal.Length : 0);
    }

    /// <summary>Stores what is queued, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        Reader.Dispose();
        await _hold.DisposeAsync();
    }
}

/// <summary>How storage is doing.</summary>
/// <param name="Failure">Why the newest transaction was not stored; null: it was.</param>
/// <param name="Queued">Changes that wait for the writer.</param>
/// <param name="WalBytes">The write-ahead log's size.</param>
public sealed record HistoryHealth(WriteFailure? Failure, int Queued, long WalBytes)
{
    public bool IsWell => Failure is null && WalBytes <= HistoryDatabase.WalAlarmBytes;
}
