using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging.Life;

/// <summary>
/// What time alone does to regressions. Done before each record for all that was due by then, each at the moment at which it was due, so that it is the same whether a timer was there first or not.
/// </summary>
internal static class TimeStep
{
    public static void Pass(HostFold fold, Moment moment)
    {
        Acceptance.Expire(fold, moment);
        Waiving.Pass(fold, moment);
        Standing.Settle(fold, moment.At);
        Closing.Pass(fold, moment, entry => IsGood(fold, entry));
    }

    /// <summary>True where the newest that is known of it is good; could not look is not good.</summary>
    public static bool IsGood(HostFold fold, RegressionEntry entry) =>
        entry.Key.Kind == RegressionKind.Rule
            ? fold.State.Findings.TryGetValue(
                new FindingKey(entry.Key.Rule, entry.Key.Subject),
                out var span
            )
                && span.Finding.Outcome == Outcome.Pass
            : DriftStep.IsAtBaseline(fold, entry.Check, entry.Key.Subject);
}
