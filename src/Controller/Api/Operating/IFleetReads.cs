using Fleet.Controller.Api.Operating.WhatIf;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Judging.Policies;
using Fleet.V1;
using Silence = Fleet.V1.Silence;

namespace Fleet.Controller.Api.Operating;

/// <summary>What operators can read: each answer from one snapshot, in the order the contract names.</summary>
public interface IFleetReads
{
    /// <summary>Every host with all of the labels, worst first.</summary>
    Task<IReadOnlyList<HostSummary>> HostsAsync(
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    );

    /// <summary>How many hosts there are, are heard of in time, and regressions that are open: cheap, whatever the size of the fleet.</summary>
    Task<FleetTotals> TotalsAsync(CancellationToken cancellationToken);

    /// <summary>Null: no such host.</summary>
    Task<HostReport?> HostAsync(string name, CancellationToken cancellationToken);

    /// <summary>Hosts grouped by value, for a key or pattern.</summary>
    Task<IReadOnlyList<FactGroup>> FactsAsync(string key, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="host">Empty: every host.</param>
    /// <param name="all">Resolved and accepted ones too.</param>
    /// <param name="consequences">Those attached to another on their own as well.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<Regression>> RegressionsAsync(
        string host,
        bool all,
        bool consequences,
        CancellationToken cancellationToken
    );

    /// <summary>A regression with those that are told as one with it; null: there is none with that id.</summary>
    Task<RegressionStory?> RegressionAsync(long id, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<HistoryEntry>> HistoryAsync(
        string host,
        string key,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>What happened about when a regression opened; null: there is no such regression.</summary>
    Task<ExplainRegressionReply?> ExplainAsync(long id, CancellationToken cancellationToken);

    /// <summary>What is stored of the first of these hosts that there is; null: none is.</summary>
    Task<HostEvidence?> EvidenceAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    );

    /// <summary>Ways into accounts, a host an answer, in the order of names.</summary>
    IAsyncEnumerable<HostAccess> AccessAsync(
        ListAccessRequest asked,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    );

    /// <summary>Hosts' own keys, a host an answer, in the order of names.</summary>
    /// <param name="host">Empty: every host.</param>
    /// <param name="labels">Labels that a host must have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    IAsyncEnumerable<HostKeys> HostKeysAsync(
        string host,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    );

    /// <summary>What clients know wrongly about the fleet's hosts, a client an answer, in the order of names.</summary>
    /// <param name="host">The client; empty: every one.</param>
    /// <param name="labels">Labels that a client must have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    IAsyncEnumerable<ClientKnownHosts> KnownHostsAsync(
        string host,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    );

    /// <summary>Could a user log in? The age of what it goes by is left out.</summary>
    /// <param name="asked">A host and a source that the caller sees.</param>
    /// <param name="key">The key asked about; null: any means.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<CanReply> CanAsync(CanRequest asked, AskedKey? key, CancellationToken cancellationToken);

    /// <summary>Who would lose or gain access under another sshd_config? The age of what it goes by is left out.</summary>
    /// <param name="asked">A host that the caller sees.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<PreflightReply> PreflightAsync(
        PreflightRequest asked,
        CancellationToken cancellationToken
    );

    /// <summary>Stored diagnoses, newest first.</summary>
    Task<IReadOnlyList<DiagnosisSummary>> DiagnosesAsync(
        DiagnosesAsked asked,
        CancellationToken cancellationToken
    );

    /// <summary>Null: there is none with that id, or none any more.</summary>
    Task<StoredDiagnosis?> DiagnosisAsync(long id, CancellationToken cancellationToken);

    /// <summary>Names of all hosts, sorted: for "did you mean".</summary>
    Task<IReadOnlyList<string>> HostNamesAsync(CancellationToken cancellationToken);
}

/// <summary>What operators can do to hosts.</summary>
public interface IFleetActs
{
    /// <summary>Does something to those of these regressions to which it can be done; returns them as they are afterwards, by host.</summary>
    Task<IReadOnlyList<Regression>> ActAsync(
        IReadOnlyList<long> ids,
        RegressionAct act,
        string by,
        CancellationToken cancellationToken
    );

    /// <summary>Silences that operators made and that have not ended, the newest first.</summary>
    Task<IReadOnlyList<Silence>> SilencesAsync(CancellationToken cancellationToken);

    /// <summary>Makes a silence that begins now.</summary>
    /// <param name="hosts">Where.</param>
    /// <param name="rule">A rule's id or a fact key's pattern; empty: everything.</param>
    /// <param name="lasts">For how long.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Silence> AddSilenceAsync(
        HostSelector hosts,
        string rule,
        TimeSpan lasts,
        string reason,
        string by,
        CancellationToken cancellationToken
    );

    /// <summary>Ends a silence now; null: there is none with that id that has not ended.</summary>
    Task<Silence?> EndSilenceAsync(long id, string by, CancellationToken cancellationToken);

    /// <summary>Runs checks on a host now; each answer comes when its record is judged and stored.</summary>
    /// <param name="host">A host that exists.</param>
    /// <param name="check">Empty: all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    IAsyncEnumerable<RunCheckReply> RunAsync(
        string host,
        string check,
        CancellationToken cancellationToken
    );

    /// <summary>Keeps a diagnosis.</summary>
    /// <param name="told">What its maker says of it.</param>
    /// <param name="by">Who made it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<DiagnosisSummary> StoreAsync(
        StoreDiagnosisRequest told,
        string by,
        CancellationToken cancellationToken
    );

    /// <summary>How a host's sshd is reached from other hosts: as seen last, or looked at now.</summary>
    /// <param name="asked">A host that exists, from hosts that exist.</param>
    /// <param name="labels">With everywhere: what a vantage host must have.</param>
    /// <param name="mayAsk">The hosts that the caller sees: others are neither shown nor asked.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<ReachReport> ReachAsync(
        GetReachRequest asked,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlySet<string> mayAsk,
        CancellationToken cancellationToken
    );
}
