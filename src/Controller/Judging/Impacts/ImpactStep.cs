using Fleet.Checks.Facts;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Judging.Impacts;

/// <summary>
/// Tells each regression that a record opened, or that more came to, who lost and gained access with that record: the state before it against the state after it, so that no split of records into batches
/// changes the answer. What a later record of the same regression adds is added.
/// </summary>
internal static class ImpactStep
{
    /// <param name="fold">The host, after the record.</param>
    /// <param name="before">The host before it.</param>
    /// <param name="body">The record.</param>
    /// <param name="moment">The record's moment.</param>
    public static void Take(HostFold fold, HostState before, ArrivalBody body, Moment moment)
    {
        // The usual record opens nothing: no comparison of anything then.
        if (
            ReferenceEquals(before.Regressions, fold.State.Regressions)
            || CheckOf(body) is not { } check
        )
        {
            return;
        }

        var grown = fold
            .State.Regressions.Values.Where(entry => Grew(before, entry))
            .OrderBy(entry => entry.Key.Rule, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Subject, StringComparer.Ordinal)
            .ToList();
        if (grown.Count == 0)
        {
            return;
        }

        var impact = Between(fold, before, check, moment);
        var shares = ImpactShares.Of(impact, grown);
        foreach (var (entry, share) in grown.Zip(shares))
        {
            var known = Opened(before, entry) ? Impact.None : ImpactJson.Read(entry.Impact);
            var told = entry with { Impact = ImpactJson.Write(ImpactMerge.Of(known, share)) };
            if (told.Impact != entry.Impact)
            {
                fold.Regression(told);
            }
        }
    }

    private static Impact Between(HostFold fold, HostState before, string check, Moment moment)
    {
        // What is seen for the first time is the host's state, and nobody's loss.
        var isCompared =
            AccessImpact.Checks.Contains(check)
            && before.Checks.GetValueOrDefault(check)?.Facts.Status == RunStatus.Ran;
        return isCompared
            ? AccessImpact.Between(
                FindingStep.Input(before, fold.Rules, moment.At),
                FindingStep.Input(fold.State, fold.Rules, moment.At)
            )
            : Impact.None;
    }

    private static bool Grew(HostState before, RegressionEntry entry) =>
        entry.IsOpen
        && (
            Opened(before, entry)
            || before.Regressions[entry.Key].After != entry.After
            || !before.Regressions[entry.Key].Changes.SequenceEqual(entry.Changes)
        );

    private static bool Opened(HostState before, RegressionEntry entry) =>
        before.Regressions.GetValueOrDefault(entry.Key) is not { IsOpen: true };

    private static string? CheckOf(ArrivalBody body) =>
        body switch
        {
            ArrivedSnapshot snapshot => snapshot.Observation.Check,
            ArrivedDelta delta => delta.Check,
            ArrivedUnchanged unchanged => unchanged.Check,
            _ => null,
        };
}
