using System.Collections.Immutable;
using System.Threading.Channels;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Queries;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Sweeps;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Sweeps.Verdicts;

namespace Fleet.Controller.Sweeps.Running;

/// <summary>Judges hosts of one sweep by what is stored of them and stores their results, some at a time.</summary>
internal sealed class SweepJudge(
    long sweep,
    SweepProfile profile,
    FleetPolicy policy,
    SweepTally tally,
    SweepParts parts
)
{
    private readonly SweepInputs _inputs = parts.Inputs();

    /// <summary>Judges what comes until no more comes.</summary>
    public async Task RunAsync(ChannelReader<HostOutcome> coming, CancellationToken stop)
    {
        var some = new List<HostOutcome>();
        while (await coming.WaitToReadAsync(stop))
        {
            while (some.Count < parts.Limits.JudgedAtOnce && coming.TryRead(out var outcome))
            {
                some.Add(outcome);
            }

            await JudgeAsync(some, stop);
            some.Clear();
        }
    }

    /// <summary>Judges some hosts and stores their results.</summary>
    public async Task JudgeAsync(IReadOnlyList<HostOutcome> hosts, CancellationToken stop)
    {
        var now = parts.Time.GetUtcNow();
        var known = await _inputs.ReadAsync(
            [.. hosts.Select(outcome => outcome.Host.HostId)],
            profile.Reads,
            now,
            stop
        );
        await SaveAsync(
            [
                .. hosts.Select(outcome =>
                    Judged(outcome, known.GetValueOrDefault(outcome.Host.HostId), now)
                ),
            ],
            stop
        );
    }

    /// <summary>Stores that of some hosts nothing is known, each for its own reason.</summary>
    public Task CloseAsync(IReadOnlyList<HostOutcome> hosts, CancellationToken stop)
    {
        var now = parts.Time.GetUtcNow();
        return SaveAsync([.. hosts.Select(outcome => Unjudged(outcome, now))], stop);
    }

    private async Task SaveAsync(IReadOnlyList<SweptRows> rows, CancellationToken stop)
    {
        // A unit is kept small: agents' records wait behind it at the one writer.
        foreach (var some in rows.Chunk(parts.Limits.JudgedAtOnce))
        {
            await parts.Store.SaveAsync(sweep, some, stop);
            tally.Stored([.. some.Select(row => CountsOf(row.Host))]);
        }
    }

    private SweptRows Judged(HostOutcome outcome, ModelInput? known, DateTimeOffset now)
    {
        if (known is null)
        {
            return Unjudged(Failed(outcome, "it left the fleet"), now);
        }

        try
        {
            var identity = new HostIdentity(
                outcome.Host.Name,
                StoredJson.Labels(outcome.Host.Labels)
            );
            ImmutableArray<Waiver> waivers =
            [
                .. policy.Waivers.Where(waiver => waiver.Hosts.Matches(identity)),
            ];
            var results = HostVerdicts.Of(outcome.Host.Name, profile, known.Input, waivers);
            return SweepRows.Of(outcome, results, now);
        }
        // A rule that breaks on one host's facts must not keep the others from their outcome: it is told where that host is read.
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            return Unjudged(Failed(outcome, $"judging it failed: {defect.Message}"), now);
        }
    }

    private SweptRows Unjudged(HostOutcome outcome, DateTimeOffset now) =>
        SweepRows.Of(
            outcome,
            HostVerdicts.Unknown(outcome.Host.Name, profile, outcome.Reason),
            now
        );

    private static HostOutcome Failed(HostOutcome outcome, string reason) =>
        outcome with
        {
            State = SweepHostState.Failed,
            Reason = reason,
        };

    private static StandingCounts CountsOf(SweepHostRow host) =>
        new(
            host.Passed,
            host.Warned,
            host.Failed,
            host.Unknown,
            host.Waived,
            host.Manual,
            host.NotApplicable
        );
}
