using System.Runtime.CompilerServices;
using Fleet.Checks.Catalog;
using Fleet.Checks.Reporting;
using Fleet.Controller.Diagnosis.Reach;
using Fleet.Controller.History.Diagnoses;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Ingest.Sessions;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Judging.Policies;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating;

/// <summary>Acts on hosts: through their one judge, and over their streams.</summary>
public sealed class LiveActs(
    FleetQueries queries,
    HostActors actors,
    AgentSessions sessions,
    ReachViews reach,
    CheckCatalog catalog,
    DiagnosisStore diagnoses,
    SilenceBook silences,
    TimeProvider time
) : IFleetActs
{
    /// <summary>The most that all of a host's checks may take.</summary>
    private static readonly TimeSpan RunDeadline = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<V1.Regression>> ActAsync(
        IReadOnlyList<long> ids,
        RegressionAct act,
        string by,
        CancellationToken cancellationToken
    )
    {
        var changed = new List<long>();
        foreach (var asked in await queries.RegressionsAsync(ids, cancellationToken))
        {
            try
            {
                if (asked.Entry.IsRemembered && act.Fits(asked.Entry))
                {
                    _ = await actors.ActAsync(
                        asked.HostId,
                        asked.Entry.Key,
                        act,
                        by,
                        cancellationToken
                    );
                    changed.Add(asked.Id);
                }
            }
            catch (KeyNotFoundException)
            {
                // Resolved between the question and the act.
                continue;
            }
        }

        var now = await queries.RegressionsAsync(changed, cancellationToken);
        return
        [
            .. now.OrderBy(each => each.Host, StringComparer.Ordinal)
                .Select(ChangeMessages.Regression),
        ];
    }

    public async Task<IReadOnlyList<V1.Silence>> SilencesAsync(
        CancellationToken cancellationToken
    ) => [.. (await silences.ListAsync(cancellationToken)).Select(RegressionMessages.Silence)];

    public async Task<V1.Silence> AddSilenceAsync(
        HostSelector hosts,
        string rule,
        TimeSpan lasts,
        string reason,
        string by,
        CancellationToken cancellationToken
    ) =>
        RegressionMessages.Silence(
            await silences.AddAsync(hosts, rule, lasts, reason, by, cancellationToken)
        );

    public async Task<V1.Silence?> EndSilenceAsync(
        long id,
        string by,
        CancellationToken cancellationToken
    ) =>
        await silences.EndAsync(id, by, cancellationToken) is { } ended
            ? RegressionMessages.Silence(ended)
            : null;

    public async IAsyncEnumerable<V1.RunCheckReply> RunAsync(
        string host,
        string check,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (check.Length > 0 && catalog.Find(check) is null)
        {
            throw NoCheck(check);
        }

        var hostId = await queries.HostIdAsync(host, cancellationToken) ?? 0;
        string[] checks = check.Length > 0 ? [check] : [];
        var answers = sessions.RunChecksAsync(hostId, checks, RunDeadline, cancellationToken);
        await foreach (var answer in answers)
        {
            yield return answer switch
            {
                CheckAnswer.Ran ran => await ReplyAsync(hostId, ran, cancellationToken),
                CheckAnswer.Refused refused => throw Failed(
                    StatusCode.FailedPrecondition,
                    $"{host} refused: {refused.Reason}"
                ),
                CheckAnswer.TimedOut => throw Failed(
                    StatusCode.DeadlineExceeded,
                    $"{host} did not answer in time"
                ),
                _ => throw Failed(
                    StatusCode.Unavailable,
                    $"{host} is not connected: fleet host {host} shows what was known last"
                ),
            };
        }
    }

    public async Task<V1.ReachReport> ReachAsync(
        V1.GetReachRequest asked,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlySet<string> mayAsk,
        CancellationToken cancellationToken
    )
    {
        var (from, left) = asked.Everywhere
            ? await reach.EverywhereAsync(asked.Host, labels, mayAsk, cancellationToken)
            : ([.. asked.From], 0);
        if (asked.Everywhere && from.IsEmpty)
        {
            return ReachMessage.Of(asked.Host, []);
        }

        var sights = asked.Now
            ? await reach.LookAsync(asked.Host, from, mayAsk, cancellationToken)
            : await reach.SeenAsync(asked.Host, cancellationToken);
        var report = ReachMessage.Of(
            asked.Host,
            [
                .. sights.Where(sight =>
                    mayAsk.Contains(sight.From) && (from.IsEmpty || from.Contains(sight.From))
                ),
            ]
        );
        report.NotAsked = left;
        return report;
    }

    public async Task<V1.DiagnosisSummary> StoreAsync(
        V1.StoreDiagnosisRequest told,
        string by,
        CancellationToken cancellationToken
    )
    {
        var at = time.GetUtcNow();
        var id = await diagnoses.AddAsync(DiagnosisMessages.Row(told, by, at), cancellationToken);
        return DiagnosisMessages.Summary(DiagnosisMessages.Row(told, by, at, id));
    }

    private async Task<V1.RunCheckReply> ReplyAsync(
        int hostId,
        CheckAnswer.Ran ran,
        CancellationToken cancellationToken
    )
    {
        var brought = await queries.RunAsync(
            hostId,
            ran.Check,
            ran.Epoch,
            ran.Seq,
            cancellationToken
        );
        return new()
        {
            Check = ran.Check,
            Status = (V1.RunStatus)(int)ran.Status,
            Reason = ran.Reason,
            Took = ran.Took.ToDuration(),
            Findings = { brought.Findings.Select(HostMessages.Finding) },
            Changes = { brought.Changes.Select(ChangeMessages.Change) },
        };
    }

    private RpcException NoCheck(string asked)
    {
        var ids = catalog.Checks.Select(check => check.Declaration.Id);
        var help = NearestName.To(asked, ids) is { } nearest
            ? $"Did you mean {nearest}?"
            : $"Checks: {string.Join(", ", ids)}";
        return Failed(StatusCode.NotFound, $"no check is called {asked}. {help}");
    }

    private static RpcException Failed(StatusCode code, string why) => new(new(code, why));
}
