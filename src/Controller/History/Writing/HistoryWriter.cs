using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Fleet.Controller.History.Writing;

/// <summary>The one writer: every change of the database queues here and is grouped into few transactions.</summary>
public sealed class HistoryWriter : IAsyncDisposable
{
    /// <summary>The most units that wait; whoever brings more waits for room.</summary>
    public const int Capacity = 4096;

    /// <summary>The most units of one transaction.</summary>
    public const int GroupLimit = 512;

    private readonly Channel<CommitUnit> _queue = Channel.CreateBounded<CommitUnit>(
        new BoundedChannelOptions(Capacity) { SingleReader = true }
    );
    private readonly SqliteConnection _connection;
    private readonly WriteSession _session;
    private readonly TimeProvider _time;
    private readonly Task _running;
    private volatile WriteFailure? _failure;

    internal HistoryWriter(SqliteConnection connection, TimeProvider time)
    {
        (_connection, _time) = (connection, time);
        _session = new WriteSession(connection);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Why the newest transaction was not stored; null: it was.</summary>
    public WriteFailure? Failure => _failure;

    /// <summary>Tells that something was stored.</summary>
    public CommitSignal Commits { get; } = new();

    /// <summary>How many units wait.</summary>
    public int Queued => _queue.Reader.Count;

    /// <summary>Stores changes; the task completes after the commit, or fails and nothing of them is stored.</summary>
    /// <param name="write">Writes within the transaction; runs on the writer, must not wait.</param>
    /// <param name="cancellationToken">Ends the wait for room in the queue; a queued unit is no longer taken back.</param>
    /// <exception cref="CommitFailedException">The disk is full or broken, or the writer has stopped.</exception>
    public async Task<T> CommitAsync<T>(
        Func<WriteSession, T> write,
        CancellationToken cancellationToken
    )
    {
        var unit = new CommitUnit<T>(write);
        try
        {
            await _queue.Writer.WriteAsync(unit, cancellationToken);
        }
        catch (ChannelClosedException stopped)
        {
            throw new CommitFailedException("the writer has stopped", stopped);
        }

        return await unit.Done;
    }

    /// <summary>Stores what is queued, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _running;
        _session.Dispose();
        await _connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var group = new GroupCommit(_session);
        var units = new List<CommitUnit>(GroupLimit);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (units.Count < GroupLimit && _queue.Reader.TryRead(out var unit))
            {
                units.Add(unit);
            }

            var began = Stopwatch.GetTimestamp();
            var failure = group.Commit(units);
            _failure = failure is null
                ? null
                : new WriteFailure(_time.GetUtcNow(), failure.SqliteErrorCode, failure.Message);
            HistoryMetrics.Committed(units.Count, Stopwatch.GetElapsedTime(began), failure is null);
            units.Clear();
            Commits.Pulse();
        }
    }
}

/// <summary>A transaction that was not stored.</summary>
/// <param name="At">When.</param>
/// <param name="Code">SQLite's primary result code; 13: the disk is full.</param>
/// <param name="Message">SQLite's words.</param>
public sealed record WriteFailure(DateTimeOffset At, int Code, string Message);
