using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Life;

namespace Fleet.Controller.Judging;

/// <summary>When time alone could change what is known of a host.</summary>
internal static class NextJudging
{
    public static DateTimeOffset? Of(HostState state) =>
        state
            .Findings.Values.Select(span => span.Finding.ValidUntil)
            .Concat(state.Regressions.Values.Select(entry => Of(state, entry)))
            .Min();

    private static DateTimeOffset? Of(HostState state, RegressionEntry entry) =>
        entry.State switch
        {
            RegressionState.Accepted => entry.AcceptedUntil,
            RegressionState.Resolved => Closing.ForgottenAt(entry),
            RegressionState.New => Standing.SettledAt(entry),
            _ => Calm(state, entry),
        };

    /// <summary>What cannot be looked at does not become good by waiting: then an observation is needed.</summary>
    private static DateTimeOffset? Calm(HostState state, RegressionEntry entry) =>
        entry.Key.Kind == RegressionKind.Drift
        || state.Findings.GetValueOrDefault(new FindingKey(entry.Key.Rule, entry.Key.Subject))
            is { Finding.Outcome: Outcome.Pass }
            ? Flapping.CalmAt(entry)
            : null;
}
