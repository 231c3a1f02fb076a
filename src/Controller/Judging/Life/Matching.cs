using Fleet.Checks.Facts;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.Life;

/// <summary>Which parts of a policy speak of a regression or a finding.</summary>
internal static class Matching
{
    /// <summary>The waiver that covers it at a moment, of several the one that ends last; null: none does.</summary>
    public static Waiver? WaiverOf(JudgingRules rules, RegressionKey key, DateTimeOffset at)
    {
        Waiver? found = null;
        foreach (var waiver in rules.Waivers)
        {
            if (waiver.Until > at && Covers(waiver, key) && !(found?.Until >= waiver.Until))
            {
                found = waiver;
            }
        }

        return found;
    }

    /// <summary>True where a silence speaks of it: by its rule, its key, or a fact behind it.</summary>
    public static bool Speaks(Silence silence, RegressionEntry entry) =>
        silence.Rule.Length == 0
        || FactKey.Matches(NameOf(entry.Key), silence.Rule)
        || entry.Changes.Any(change => FactKey.Matches(change.Key, silence.Rule));

    private static bool Covers(Waiver waiver, RegressionKey key) =>
        FactKey.Matches(NameOf(key), waiver.Rule)
        && (
            waiver.Subject.Length == 0
            || string.Equals(waiver.Subject, key.Subject, StringComparison.Ordinal)
        );

    private static string NameOf(RegressionKey key) =>
        key.Kind == RegressionKind.Rule ? key.Rule : key.Subject;
}
