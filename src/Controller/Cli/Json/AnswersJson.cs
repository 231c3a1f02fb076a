using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet facts KEY --json</c> prints.</summary>
public sealed record FactsJson(int SchemaVersion, IReadOnlyList<FactGroupJson> Groups);

/// <summary>Hosts with one value of one key.</summary>
public sealed record FactGroupJson(
    string Key,
    string State,
    string Value,
    string Reason,
    IReadOnlyList<string> Hosts
)
{
    public static FactGroupJson From(FactGroup group) =>
        new(group.Key, Words.Json(group.State), group.Value, group.Reason, group.Hosts);
}

/// <summary>What <c>fleet history NAME --json</c> prints.</summary>
public sealed record HistoryJson(
    int SchemaVersion,
    string Host,
    IReadOnlyList<HistoryEntryJson> Entries
);

/// <summary>One of fact, outcome and link is there.</summary>
public sealed record HistoryEntryJson(
    DateTimeOffset? At,
    FactChangeJson? Fact,
    OutcomeChangeJson? Outcome,
    string? Link
)
{
    public static HistoryEntryJson From(HistoryEntry entry) =>
        new(
            entry.At?.ToDateTimeOffset(),
            entry.Fact is null ? null : FactChangeJson.From(entry.Fact),
            entry.Outcome is { } outcome
                ? new(
                    outcome.Rule,
                    outcome.Subject,
                    Words.Json(outcome.Before),
                    Words.Json(outcome.After),
                    outcome.Summary
                )
                : null,
            entry.Link is null ? null : Words.Json(entry.Link.State)
        );
}

/// <summary>A finding's outcome changed.</summary>
public sealed record OutcomeChangeJson(
    string Rule,
    string Subject,
    string Before,
    string After,
    string Summary
);

/// <summary>One line a check that <c>fleet check NAME --json</c> prints.</summary>
public sealed record CheckRunJson(
    int SchemaVersion,
    string Host,
    string Check,
    string Status,
    string Reason,
    double TookSeconds,
    IReadOnlyList<FindingJson> Findings,
    IReadOnlyList<FactChangeJson> Changes
)
{
    public static CheckRunJson From(string host, RunCheckReply reply) =>
        new(
            FleetJson.SchemaVersion,
            host,
            reply.Check,
            Words.Json(reply.Status),
            reply.Reason,
            reply.Took?.ToTimeSpan().TotalSeconds ?? 0,
            [.. reply.Findings.Select(FindingJson.From)],
            [.. reply.Changes.Select(FactChangeJson.From)]
        );
}

/// <summary>What <c>fleet status --json</c> prints.</summary>
public sealed record StatusJson(
    int SchemaVersion,
    string Version,
    DateTimeOffset? StartedAt,
    string AgentAddress,
    string RootPin,
    long Hosts,
    long HostsOnline,
    long OpenRegressions
)
{
    public static StatusJson From(ControllerStatus status) =>
        new(
            FleetJson.SchemaVersion,
            status.Version,
            status.StartedAt?.ToDateTimeOffset(),
            status.AgentAddress,
            status.RootPin,
            status.Hosts,
            status.HostsOnline,
            status.OpenRegressions
        );
}

/// <summary>What <c>fleet token list --json</c> prints.</summary>
public sealed record TokensJson(int SchemaVersion, IReadOnlyList<TokenJson> Tokens);

/// <summary>What <c>fleet token create --json</c> prints; the secret is never shown again.</summary>
public sealed record NewTokenJson(
    int SchemaVersion,
    TokenJson Token,
    string Secret,
    string JoinCommand
);

/// <summary>What <c>fleet token revoke --json</c> prints.</summary>
public sealed record RevokedTokenJson(int SchemaVersion, TokenJson Token);

/// <summary>A join token without its secret.</summary>
public sealed record TokenJson(
    string Id,
    string HostName,
    IDictionary<string, string> Labels,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? ExpiresAt,
    int UsesLeft,
    bool Revoked,
    string CreatedBy
)
{
    public static TokenJson From(JoinToken token) =>
        new(
            token.Id,
            token.HostName,
            token.Labels,
            token.CreatedAt?.ToDateTimeOffset(),
            token.ExpiresAt?.ToDateTimeOffset(),
            token.UsesLeft,
            token.Revoked,
            token.CreatedBy
        );
}

/// <summary>What <c>fleet agents revoke --json</c> prints.</summary>
public sealed record RevokedAgentJson(int SchemaVersion, string Host, int Certificates);
