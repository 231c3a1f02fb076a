using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Life;

namespace Fleet.Controller.Judging;

/// <summary>When time alone could change what is known of a host.</summary>
internal static class NextJudging
{
    /// <param name="state">What is known of it.</param>
    /// <param name="rules">What it is judged by.</param>
    /// <param name="now">The controller's clock.</param>
    public static DateTimeOffset? Of(HostState state, JudgingRules rules, DateTimeOffset now) =>
        state
            .Findings.Values.Select(Of)
            .Concat(state.Regressions.Values.Select(entry => Of(state, entry)))
            .Concat(
                state.Regressions.Values.Select(entry => Silencing.NextChange(entry, rules, now))
            )
            .Min();

    /// <summary>True where a silence says when: what was stored may be by silences that are others now.</summary>
    public static bool HangsOnSilence(HostState state, JudgingRules rules) =>
        rules.Silences.Length > 0
        && state.Regressions.Values.Any(entry =>
            entry.IsOpen && rules.Silences.Any(silence => Matching.Speaks(silence, entry))
        );

    private static DateTimeOffset? Of(FindingSpan span)
    {
        var waived = span.Finding.Outcome is Outcome.Warn or Outcome.Fail ? span.WaivedUntil : null;
        return waived is null || span.Finding.ValidUntil < waived
            ? span.Finding.ValidUntil
            : waived;
    }

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
        IsKnown(state, entry) ? Flapping.CalmAt(entry) : null;

    private static bool IsKnown(HostState state, RegressionEntry entry) =>
        entry.Key.Kind == RegressionKind.Drift
            ? state.Checks.TryGetValue(entry.Check, out var run)
                && !run.Facts.Read(entry.Key.Subject).IsUnknown
            : state.Findings.GetValueOrDefault(new FindingKey(entry.Key.Rule, entry.Key.Subject))
                is { Finding.Outcome: Outcome.Pass };
}
