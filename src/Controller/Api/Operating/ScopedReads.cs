using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fleet.Controller.Api.Operating.WhatIf;
using Fleet.Controller.Authority.Roles;
using Fleet.Controller.History.Queries;
using Fleet.V1;

namespace Fleet.Controller.Api.Operating;

/// <summary>Reads as an operator with a scope may: hosts outside of it do not exist.</summary>
public sealed class ScopedReads(IFleetReads fleet, OperatorIdentity caller) : IFleetReads
{
    public async Task<IReadOnlyList<HostSummary>> HostsAsync(
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await fleet.HostsAsync(labels, cancellationToken)).Where(host =>
                caller.Sees(host.Labels)
            ),
        ];

    public async Task<FleetTotals> TotalsAsync(CancellationToken cancellationToken)
    {
        var hosts = await HostsAsync(ImmutableDictionary<string, string>.Empty, cancellationToken);
        return new(
            hosts.Count,
            hosts.Count(host => host.Link is LinkState.Online or LinkState.CatchingUp),
            hosts.Sum(host => host.OpenRegressions)
        );
    }

    public async Task<HostReport?> HostAsync(string name, CancellationToken cancellationToken) =>
        await fleet.HostAsync(name, cancellationToken) is { } host
        && caller.Sees(host.Summary.Labels)
            ? host
            : null;

    public async Task<IReadOnlyList<FactGroup>> FactsAsync(
        string key,
        CancellationToken cancellationToken
    )
    {
        var seen = await SeenAsync(cancellationToken);
        var groups = await fleet.FactsAsync(key, cancellationToken);
        return [.. groups.Select(group => Of(group, seen)).Where(group => group.Hosts.Count > 0)];
    }

    public async Task<IReadOnlyList<Regression>> RegressionsAsync(
        string host,
        bool all,
        bool consequences,
        CancellationToken cancellationToken
    )
    {
        var seen = await SeenAsync(cancellationToken);
        var regressions = await fleet.RegressionsAsync(host, all, consequences, cancellationToken);
        return [.. regressions.Where(regression => seen.Contains(regression.Host))];
    }

    public async Task<RegressionStory?> RegressionAsync(
        long id,
        CancellationToken cancellationToken
    )
    {
        if (await fleet.RegressionAsync(id, cancellationToken) is not { } story)
        {
            return null;
        }

        var seen = await SeenAsync(cancellationToken);
        var scoped = new RegressionStory
        {
            Regressions = { story.Regressions.Where(each => seen.Contains(each.Host)) },
            Steps = { story.Steps.Where(step => seen.Contains(step.Host)) },
        };
        return scoped.Regressions.Count > 0 ? scoped : null;
    }

    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(
        string host,
        string key,
        int limit,
        CancellationToken cancellationToken
    ) =>
        (await SeenAsync(cancellationToken)).Contains(host)
            ? await fleet.HistoryAsync(host, key, limit, cancellationToken)
            : [];

    public async Task<ExplainRegressionReply?> ExplainAsync(
        long id,
        CancellationToken cancellationToken
    ) =>
        await fleet.ExplainAsync(id, cancellationToken) is { } explained
        && (await SeenAsync(cancellationToken)).Contains(explained.Host)
            ? explained
            : null;

    public async Task<HostEvidence?> EvidenceAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    ) =>
        await fleet.EvidenceAsync(names, cancellationToken) is { } evidence
        && caller.Sees(evidence.Host.Labels)
            ? evidence
            : null;

    public async IAsyncEnumerable<HostAccess> AccessAsync(
        ListAccessRequest request,
        IReadOnlyDictionary<string, string> labels,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var seen = await SeenAsync(cancellationToken);
        await foreach (var host in fleet.AccessAsync(request, labels, cancellationToken))
        {
            if (seen.Contains(host.Host))
            {
                yield return host;
            }
        }
    }

    public async IAsyncEnumerable<HostKeys> HostKeysAsync(
        string host,
        IReadOnlyDictionary<string, string> labels,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var seen = await SeenAsync(cancellationToken);
        await foreach (var keys in fleet.HostKeysAsync(host, labels, cancellationToken))
        {
            if (seen.Contains(keys.Host))
            {
                yield return keys;
            }
        }
    }

    public async IAsyncEnumerable<ClientKnownHosts> KnownHostsAsync(
        string host,
        IReadOnlyDictionary<string, string> labels,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var seen = await SeenAsync(cancellationToken);
        await foreach (var client in fleet.KnownHostsAsync(host, labels, cancellationToken))
        {
            if (seen.Contains(client.Client))
            {
                yield return Of(client, seen);
            }
        }
    }

    public Task<CanReply> CanAsync(
        CanRequest asked,
        AskedKey? key,
        CancellationToken cancellationToken
    ) => fleet.CanAsync(asked, key, cancellationToken);

    public Task<PreflightReply> PreflightAsync(
        PreflightRequest asked,
        CancellationToken cancellationToken
    ) => fleet.PreflightAsync(asked, cancellationToken);

    public async Task<IReadOnlyList<DiagnosisSummary>> DiagnosesAsync(
        DiagnosesAsked asked,
        CancellationToken cancellationToken
    ) =>
        await fleet.DiagnosesAsync(
            asked with
            {
                Hosts = await SeenAsync(cancellationToken),
                Own = caller.Name,
            },
            cancellationToken
        );

    public async Task<StoredDiagnosis?> DiagnosisAsync(
        long id,
        CancellationToken cancellationToken
    ) =>
        await fleet.DiagnosisAsync(id, cancellationToken) is { Summary: var about } found
        && (
            about.Host.Length == 0
                ? about.By == caller.Name
                : (await SeenAsync(cancellationToken)).Contains(about.Host)
        )
            ? found
            : null;

    public async Task<IReadOnlyList<string>> HostNamesAsync(CancellationToken cancellationToken) =>
        [.. (await SeenAsync(cancellationToken)).Order(StringComparer.Ordinal)];

    private async Task<HashSet<string>> SeenAsync(CancellationToken cancellationToken) =>
        (await HostsAsync(ImmutableDictionary<string, string>.Empty, cancellationToken))
            .Select(host => host.Name)
            .ToHashSet(StringComparer.Ordinal);

    private static ClientKnownHosts Of(ClientKnownHosts client, HashSet<string> seen)
    {
        var scoped = client.Clone();
        scoped.Mismatches.Clear();
        scoped.Mismatches.AddRange(client.Mismatches.Where(one => seen.Contains(one.Host)));
        return scoped;
    }

    private static FactGroup Of(FactGroup group, HashSet<string> seen)
    {
        var scoped = group.Clone();
        scoped.Hosts.Clear();
        scoped.Hosts.AddRange(group.Hosts.Where(seen.Contains));
        return scoped;
    }
}
