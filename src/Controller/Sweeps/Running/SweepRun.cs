using System.Threading.Channels;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Sweeps.Running;

/// <summary>
/// One sweep from where its tables say it is to its end: ask, judge, and at the deadline say of each host that is left why nothing is known. All that counts is in
/// the tables, so a run that is cut off anywhere is taken up by another.
/// </summary>
internal sealed class SweepRun(
    SweepRow sweep,
    SweepProfile profile,
    FleetPolicy policy,
    SweepTally tally,
    SweepParts parts
)
{
    /// <summary>How many judge at once.</summary>
    private const int Judges = 2;

    /// <summary>Runs to the end of the sweep.</summary>
    /// <param name="cancelled">Somebody ends it early: no more hosts are asked.</param>
    /// <param name="stop">The controller stops: it is taken up after its start.</param>
    public async Task RunAsync(CancellationToken cancelled, CancellationToken stop)
    {
        var hosts = await parts.Store.WaitingAsync(sweep.Id, stop);
        if (!cancelled.IsCancellationRequested)
        {
            await AnswersAsync(hosts, cancelled, stop);
        }

        await CloseAsync(cancelled.IsCancellationRequested, stop);
        _ = await parts.Store.EndAsync(sweep.Id, parts.Time.GetUtcNow(), stop);
    }

    private async Task AnswersAsync(
        IReadOnlyList<SweepHostRow> hosts,
        CancellationToken cancelled,
        CancellationToken stop
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, stop);
        var answered = Channel.CreateUnbounded<HostOutcome>();
        var judging = Enumerable
            .Range(0, Judges)
            .Select(_ => new SweepJudge(sweep.Id, profile, policy, tally, parts))
            .Select(judge => JudgeAsync(judge, answered.Reader, either, stop))
            .ToArray();
        // Asked for no check by name, a host would run them all.
        if (sweep.IsStored || profile.Asks.IsEmpty)
        {
            foreach (var host in hosts)
            {
                _ = answered.Writer.TryWrite(new(host, SweepHostState.Answered, "", 0));
            }
        }
        else
        {
            var asking = new AskingHosts(profile, hosts, sweep.Deadline, tally, parts);
            await asking.RunAsync(answered.Writer, either.Token);
        }

        answered.Writer.Complete();
        await Task.WhenAll(judging);
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>Where results cannot be stored, asking on is of no use.</summary>
    private static async Task JudgeAsync(
        SweepJudge judge,
        ChannelReader<HostOutcome> answered,
        CancellationTokenSource asking,
        CancellationToken stop
    )
    {
        try
        {
            await judge.RunAsync(answered, stop);
        }
        catch
        {
            await asking.CancelAsync();
            throw;
        }
    }

    private async Task CloseAsync(bool isCancelled, CancellationToken stop)
    {
        var left = await parts.Store.WaitingAsync(sweep.Id, stop);
        if (left.Count == 0)
        {
            return;
        }

        var links = await parts.Targets.LinksAsync(stop);
        var live = parts.Asker.Live.ToHashSet();
        var judge = new SweepJudge(sweep.Id, profile, policy, tally, parts);
        await judge.CloseAsync(
            [
                .. left.Select(host =>
                    live.Contains(host.HostId)
                        ? Unanswered(host, isCancelled)
                        : Away(host, links.GetValueOrDefault(host.HostId))
                ),
            ],
            stop
        );
    }

    private static HostOutcome Unanswered(SweepHostRow host, bool isCancelled) =>
        new(
            host,
            SweepHostState.Failed,
            isCancelled
                ? "the sweep was cancelled before it answered"
                : "it did not answer before the deadline",
            host.Asked
        );

    private static HostOutcome Away(SweepHostRow host, LinkSpanRow? link) =>
        new(
            host,
            SweepHostState.Offline,
            link switch
            {
                null or { State: LinkState.NeverConnected } => "its agent has never connected",
                { State: LinkState.Revoked } => $"its agent is revoked since {Moment(link.From)}",
                { State: LinkState.Quarantined } => $"quarantined since {Moment(link.From)}",
                { State: LinkState.Offline } => $"offline since {Moment(link.From)}",
                // The stream ended less than three heartbeats ago, or with the controller's last run.
                _ => "not connected",
            },
            host.Asked
        );

    private static string Moment(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
}
