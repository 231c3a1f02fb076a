using System.Runtime.CompilerServices;
using Fleet.Controller.Api;
using Fleet.Controller.Api.Operating;
using Fleet.Controller.Api.Operating.WhatIf;
using Fleet.Controller.Authority;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Judging.Policies;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Silence = Fleet.V1.Silence;

namespace Fleet.Controller.Tests.Fakes;

/// <summary>A fleet of which tests say how it stands.</summary>
public sealed partial class FakeFleet : IFleetReads, IFleetActs, IAgentSessions
{
    public List<HostReport> Hosts { get; } = [];

    public List<FactGroup> Facts { get; } = [];

    public List<HistoryEntry> History { get; } = [];

    public List<RunCheckReply> Runs { get; } = [];

    /// <summary>Who accepted last.</summary>
    public string AcceptedBy { get; private set; } = "";

    /// <summary>Agents whose stream was served.</summary>
    public List<AgentIdentity> Connected { get; } = [];

    /// <summary>Adds a host that is online.</summary>
    public HostReport Add(string name, params Finding[] findings)
    {
        var worst = findings.OrderBy(each => each.Outcome == Outcome.Fail ? 0 : 1).FirstOrDefault();
        var report = new HostReport
        {
            Summary = new()
            {
                Name = name,
                Link = LinkState.Online,
                Worst = worst?.Outcome ?? Outcome.Pass,
                WorstFinding = worst,
            },
            Findings = { findings },
        };
        report.Checks.Add(
            findings
                .Select(each => each.Rule.Split('/')[0])
                .Distinct()
                .Select(check => new CheckState { Check = check, Status = RunStatus.Ran })
        );
        Hosts.Add(report);
        return report;
    }

    public Task<IReadOnlyList<HostSummary>> HostsAsync(
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyList<HostSummary>>([
            .. Hosts
                .Select(host => host.Summary)
                .Where(host =>
                    labels.All(label => host.Labels.GetValueOrDefault(label.Key) == label.Value)
                ),
        ]);

    public Task<FleetTotals> TotalsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(
            new FleetTotals(
                Hosts.Count,
                Hosts.Count(host => host.Summary.Link is LinkState.Online or LinkState.CatchingUp),
                Hosts.Sum(host => host.Summary.OpenRegressions)
            )
        );

    public Task<HostReport?> HostAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Hosts.Find(host => host.Summary.Name == name));

    public Task<IReadOnlyList<FactGroup>> FactsAsync(
        string key,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<FactGroup>>([.. Facts.Where(group => group.Key == key)]);

    public Task<IReadOnlyList<Regression>> RegressionsAsync(
        string host,
        bool all,
        bool consequences,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyList<Regression>>([
            .. Hosts
                .SelectMany(report => report.Regressions)
                .Where(each => host == "" || each.Host == host)
                .Where(each => all || Controller.Cli.Showing.Words.IsOpen(each)),
        ]);

    public Task<IReadOnlyList<HistoryEntry>> HistoryAsync(
        string host,
        string key,
        int limit,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<HistoryEntry>>([.. History.Take(limit)]);

    /// <summary>What is stored of hosts, by name.</summary>
    public Dictionary<long, ExplainRegressionReply> Explained { get; } = [];

    public Task<ExplainRegressionReply?> ExplainAsync(
        long id,
        CancellationToken cancellationToken
    ) => Task.FromResult(Explained.GetValueOrDefault(id));

    public Dictionary<string, HostEvidence> Evidence { get; } = [];

    public Task<HostEvidence?> EvidenceAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult(
            names.Select(Evidence.GetValueOrDefault).FirstOrDefault(e => e is not null)
        );

    public List<HostAccess> Access { get; } = [];

    public List<HostKeys> HostKeys { get; } = [];

    public IAsyncEnumerable<HostAccess> AccessAsync(
        ListAccessRequest asked,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    ) => Access.Where(one => asked.Host is "" || asked.Host == one.Host).ToAsyncEnumerable();

    public IAsyncEnumerable<HostKeys> HostKeysAsync(
        string host,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    ) => HostKeys.Where(one => host is "" || host == one.Host).ToAsyncEnumerable();

    public List<ClientKnownHosts> KnownHosts { get; } = [];

    public IAsyncEnumerable<ClientKnownHosts> KnownHostsAsync(
        string host,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    ) => KnownHosts.Where(one => host is "" || host == one.Client).ToAsyncEnumerable();

    /// <summary>What is answered to "could USER log in?", and what was asked last.</summary>
    public CanReply Can { get; set; } = new();

    public (CanRequest Asked, AskedKey? Key) CanAsked { get; private set; }

    public Task<CanReply> CanAsync(
        CanRequest asked,
        AskedKey? key,
        CancellationToken cancellationToken
    )
    {
        CanAsked = (asked, key);
        return Task.FromResult(Can.Clone());
    }

    /// <summary>What is answered of a proposed configuration, and what was asked last.</summary>
    public PreflightReply Preflight { get; set; } = new();

    public PreflightRequest PreflightAsked { get; private set; } = new();

    public Task<PreflightReply> PreflightAsync(
        PreflightRequest asked,
        CancellationToken cancellationToken
    )
    {
        PreflightAsked = asked;
        return Task.FromResult(Preflight.Clone());
    }

    public Task<IReadOnlyList<string>> HostNamesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Hosts.Select(host => host.Summary.Name)]);

    public async IAsyncEnumerable<RunCheckReply> RunAsync(
        string host,
        string check,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var run in Runs)
        {
            await Task.Yield();
            yield return run;
        }
    }

    /// <summary>What is asked of vantage points, and what they answer.</summary>
    public ReachReport Reach { get; set; } = new();

    public (string Host, string[] From, bool IsNow) ReachAsked { get; private set; }

    public Task<ReachReport> ReachAsync(
        GetReachRequest asked,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlySet<string> mayAsk,
        CancellationToken cancellationToken
    )
    {
        ReachAsked = (asked.Host, [.. asked.From], asked.Now);
        ReachCount++;
        EverywhereAsked = asked.Everywhere ? [.. asked.Labels] : null;
        return Task.FromResult(Reach);
    }

    /// <summary>How often vantage hosts were asked.</summary>
    public int ReachCount { get; private set; }

    /// <summary>The labels of the vantage hosts that were asked for last; null: they were not asked for all over the fleet.</summary>
    public string[]? EverywhereAsked { get; private set; }

    /// <summary>Stored diagnoses, oldest first.</summary>
    public List<StoredDiagnosis> Diagnoses { get; } = [];

    public Task<DiagnosisSummary> StoreAsync(
        StoreDiagnosisRequest told,
        string by,
        CancellationToken cancellationToken
    )
    {
        var summary = new DiagnosisSummary
        {
            Id = Diagnoses.Count + 1,
            At = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(
                DateTimeOffset.UnixEpoch
            ),
            By = by,
            Host = told.Host,
            Target = told.Target,
            User = told.User,
            Vantage = told.Vantage,
            Gate = told.Gate,
            Cause = told.Cause,
            Summary = told.Summary,
            Exit = told.Exit,
        };
        Diagnoses.Add(new() { Summary = summary, Answer = told.Answer });
        return Task.FromResult(summary);
    }

    public Task<IReadOnlyList<DiagnosisSummary>> DiagnosesAsync(
        DiagnosesAsked asked,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyList<DiagnosisSummary>>([
            .. Diagnoses
                .Select(one => one.Summary)
                .Where(one => asked.Host == "" || one.Host == asked.Host)
                .Where(one =>
                    asked.Hosts is null
                    || asked.Hosts.Contains(one.Host)
                    || (one.Host == "" && one.By == asked.Own)
                )
                .Reverse()
                .Take(asked.Limit),
        ]);

    public Task<StoredDiagnosis?> DiagnosisAsync(long id, CancellationToken cancellationToken) =>
        Task.FromResult(Diagnoses.Find(one => one.Summary.Id == id));

    public async Task ServeAsync(
        AgentIdentity agent,
        IAsyncStreamReader<AgentMessage> fromAgent,
        IServerStreamWriter<ControllerMessage> toAgent,
        CancellationToken cancellationToken
    )
    {
        Connected.Add(agent);
        await toAgent.WriteAsync(
            new() { Welcome = new() { HostName = agent.HostName } },
            cancellationToken
        );
    }
}
