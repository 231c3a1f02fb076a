using System.Collections.Concurrent;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Schedule;

/// <summary>How a run went that is safe in the spool, or could not be made so.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Seq">The record that holds it; 0: none, <paramref name="Reason"/> says why.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Reason">Why it did not simply run.</param>
/// <param name="Took">How long it took.</param>
/// <param name="At">When it ended, by the host's clock.</param>
public sealed record CheckRun(
    string Check,
    ulong Seq,
    RunStatus Status,
    string Reason,
    TimeSpan Took,
    DateTimeOffset At
);

/// <summary>Runs checks from where their last run stopped into the sink; never one check twice at once.</summary>
public sealed partial class CheckRounds(IHost host, IObservationSink sink, ILogger log)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, CheckRun> _last = new(StringComparer.Ordinal);

    /// <summary>The newest run of each check since this process began.</summary>
    public IEnumerable<CheckRun> Last =>
        _last.Values.OrderBy(run => run.Check, StringComparer.Ordinal);

    /// <summary>Runs a check once, after the run of it that may be under way.</summary>
    /// <param name="check">The check.</param>
    /// <param name="mayFold">See <see cref="IObservationSink.Record"/>.</param>
    /// <param name="cancellationToken">Ends the waiting and the run.</param>
    public async Task<CheckRun> RunAsync(
        Check check,
        bool mayFold,
        CancellationToken cancellationToken
    )
    {
        var id = check.Declaration.Id;
        var turn = _turns.GetOrAdd(id, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            var runner = new CheckRunner(
                host,
                (broken, surprise) => Broke(log, broken.Declaration.Id, surprise)
            );
            var observation = await runner.RunAsync(check, sink.CursorOf(id), cancellationToken);
            var at = await StampAsync(cancellationToken);
            return _last[id] = Recorded(observation, at, mayFold);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What the clocks say now.</summary>
    public async ValueTask<RunStamp> StampAsync(CancellationToken cancellationToken)
    {
        var clock = await host.AskAsync(new ReadClock(), cancellationToken);
        return clock.IsOk
            ? new RunStamp(clock.Value.BootId, clock.Value.SinceBoot, clock.Value.Wall)
            : new RunStamp("", TimeSpan.Zero, host.Time.GetUtcNow());
    }

    private CheckRun Recorded(Observation run, RunStamp at, bool mayFold)
    {
        try
        {
            var seq = sink.Record(run, at, mayFold);
            Ran(log, run.Check, run.Status, seq, (long)run.Took.TotalMilliseconds);
            return new CheckRun(run.Check, seq, run.Status, run.Reason, run.Took, at.Wall);
        }
        catch (IOException full)
        {
            NotSafe(log, run.Check, full.Message);
            var reason = $"could not be written to the spool: {full.Message}";
            return new CheckRun(run.Check, 0, RunStatus.Failed, reason, run.Took, at.Wall);
        }
    }

    [LoggerMessage(201, LogLevel.Debug, "{Check} {Status} in {Milliseconds} ms: record {Seq}")]
    private static partial void Ran(
        ILogger log,
        string check,
        RunStatus status,
        ulong seq,
        long milliseconds
    );

    [LoggerMessage(202, LogLevel.Error, "{Check} broke")]
    private static partial void Broke(ILogger log, string check, Exception surprise);

    [LoggerMessage(
        203,
        LogLevel.Error,
        "{Check}'s run could not be written to the spool and will be made again: {Reason}"
    )]
    private static partial void NotSafe(ILogger log, string check, string reason);
}
