using System.Text.Json;
using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>Enumerated answers in words: for people, and in camel case for JSON.</summary>
public static class Words
{
    public static string Of(LinkState state) =>
        state switch
        {
            LinkState.NeverConnected => "never seen",
            LinkState.CatchingUp => "catching up",
            _ => state.ToString().ToLowerInvariant(),
        };

    /// <summary>What a host's state means to somebody who wants to log in.</summary>
    public static string Ssh(HostSummary host) =>
        host.Link is not (LinkState.Online or LinkState.CatchingUp or LinkState.Late) ? "unknown"
        : host.Worst == Outcome.Fail && IsDoor(host.WorstFinding) ? "unreachable"
        : host.Worst is Outcome.Fail or Outcome.Warn ? "degraded"
        : host.Worst == Outcome.Pass ? "fine"
        : "unknown";

    /// <summary>The same in Checks' terms, for marks and order.</summary>
    public static Checks.Judging.Outcome Judged(Outcome outcome) =>
        (Checks.Judging.Outcome)(int)outcome;

    /// <summary>It needs somebody: neither resolved nor accepted.</summary>
    public static bool IsOpen(Regression regression) =>
        regression.State
            is not (
                RegressionState.Unspecified
                or RegressionState.Accepted
                or RegressionState.Resolved
            );

    /// <summary>Those of a group are told as one.</summary>
    public static long Group(Regression regression) =>
        regression.Group == 0 ? regression.Id : regression.Group;

    /// <summary>Nobody knows how its host stands now: what is told of it is as of when it was heard last.</summary>
    public static bool IsSilent(Regression regression) =>
        regression.Link is LinkState.Offline or LinkState.Revoked or LinkState.Quarantined;

    /// <summary>An enumeration's name as JSON has it: <c>not_applicable</c>.</summary>
    public static string Json<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary><c>1 host</c>, <c>1,204 hosts</c>.</summary>
    public static string Count(long count, string one) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{count:N0} {one}{(count == 1 ? "" : "s")}"
        );

    private static bool IsDoor(Finding? finding) =>
        finding is not null
        && (
            finding.Rule.StartsWith("ssh.service/", StringComparison.Ordinal)
            || finding.Rule.StartsWith("ssh.listener/", StringComparison.Ordinal)
        );
}
