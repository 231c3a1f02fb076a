using Fleet.Controller.Api.Operating.Access;
using Fleet.Controller.Api.Operating.WhatIf;
using Fleet.Controller.History.Diagnoses;
using Fleet.Controller.History.Queries;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating;

/// <summary>Reads from storage, in the contract's words.</summary>
public sealed class StoredReads(
    FleetQueries queries,
    AccessReads access,
    WhatIfReads whatIf,
    DiagnosisStore diagnoses,
    AttributionQueries attributions
) : IFleetReads
{
    public async Task<IReadOnlyList<V1.HostSummary>> HostsAsync(
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    ) => [.. (await queries.HostsAsync(labels, cancellationToken)).Select(HostMessages.Summary)];

    public Task<FleetTotals> TotalsAsync(CancellationToken cancellationToken) =>
        queries.TotalsAsync(cancellationToken);

    public async Task<V1.HostReport?> HostAsync(string name, CancellationToken cancellationToken) =>
        await queries.HostAsync(name, cancellationToken) is { } host
            ? HostMessages.Report(host)
            : null;

    public async Task<IReadOnlyList<V1.FactGroup>> FactsAsync(
        string key,
        CancellationToken cancellationToken
    ) => [.. (await queries.FactsAsync(key, cancellationToken)).Select(ChangeMessages.Group)];

    public async Task<IReadOnlyList<V1.Regression>> RegressionsAsync(
        string host,
        bool all,
        bool consequences,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await queries.RegressionsAsync(host, all, consequences, cancellationToken)).Select(
                ChangeMessages.Regression
            ),
        ];

    public async Task<V1.RegressionStory?> RegressionAsync(
        long id,
        CancellationToken cancellationToken
    ) =>
        await queries.RegressionStoryAsync(id, cancellationToken) is { } story
            ? RegressionMessages.Story(story)
            : null;

    public async Task<IReadOnlyList<V1.HistoryEntry>> HistoryAsync(
        string host,
        string key,
        int limit,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await queries.HistoryAsync(host, key, limit, cancellationToken)).Select(
                ChangeMessages.History
            ),
        ];

    public async Task<V1.ExplainRegressionReply?> ExplainAsync(
        long id,
        CancellationToken cancellationToken
    ) =>
        await attributions.OfAsync(id, cancellationToken) is { } explained
            ? AttributionMessages.Of(explained)
            : null;

    public async Task<V1.HostEvidence?> EvidenceAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    ) =>
        await queries.EvidenceAsync(names, cancellationToken) is { } evidence
            ? EvidenceMessage.From(evidence)
            : null;

    public IAsyncEnumerable<V1.HostAccess> AccessAsync(
        V1.ListAccessRequest asked,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    ) => access.AccessAsync(asked, labels, cancellationToken);

    public IAsyncEnumerable<V1.HostKeys> HostKeysAsync(
        string host,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    ) => access.HostKeysAsync(host, labels, cancellationToken);

    public IAsyncEnumerable<V1.ClientKnownHosts> KnownHostsAsync(
        string host,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    ) => access.KnownHostsAsync(host, labels, cancellationToken);

    public Task<V1.CanReply> CanAsync(
        V1.CanRequest asked,
        AskedKey? key,
        CancellationToken cancellationToken
    ) => whatIf.CanAsync(asked, key, cancellationToken);

    public Task<V1.PreflightReply> PreflightAsync(
        V1.PreflightRequest asked,
        CancellationToken cancellationToken
    ) => whatIf.PreflightAsync(asked, cancellationToken);

    public async Task<IReadOnlyList<V1.DiagnosisSummary>> DiagnosesAsync(
        DiagnosesAsked asked,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await diagnoses.ListAsync(
                    asked.Host,
                    asked.Hosts,
                    asked.Own,
                    asked.Limit,
                    cancellationToken
                )
            ).Select(DiagnosisMessages.Summary),
        ];

    public async Task<V1.StoredDiagnosis?> DiagnosisAsync(
        long id,
        CancellationToken cancellationToken
    ) =>
        await diagnoses.FindAsync(id, cancellationToken) is { } row
            ? new() { Summary = DiagnosisMessages.Summary(row), Answer = row.Answer }
            : null;

    public Task<IReadOnlyList<string>> HostNamesAsync(CancellationToken cancellationToken) =>
        queries.HostNamesAsync(cancellationToken);
}
