using System.Collections.Immutable;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Sweeps.Verdicts;

/// <summary>Which waiver holds for a result. Pure.</summary>
/// <param name="profile">The profile's name.</param>
/// <param name="waivers">The policy's waivers for the host.</param>
/// <param name="at">The moment judged for: a waiver that has ended holds no more.</param>
internal sealed class Waiving(string profile, ImmutableArray<Waiver> waivers, DateTimeOffset at)
{
    /// <summary>The one that ends last of those that speak of the result; null: none, or there is nothing to waive.</summary>
    public Waiver? Of(ControlResult result) =>
        result.Outcome is Outcome.Fail or Outcome.Warn
            ? waivers
                .Where(waiver => at < waiver.Until && SpeaksOf(waiver, result))
                .MaxBy(waiver => waiver.Until)
            : null;

    /// <summary>A waiver names a rule, a control as <c>PROFILE/ID</c>, or a pattern of fact keys that are all the result rests on.</summary>
    private bool SpeaksOf(Waiver waiver, ControlResult result) =>
        (waiver.Subject.Length == 0 || waiver.Subject == result.Subject)
        && (
            waiver.Rule == result.Rule
            || waiver.Rule == $"{profile}/{result.ControlId}"
            || (!result.Keys.IsEmpty && result.Keys.All(key => FactKey.Matches(key, waiver.Rule)))
        );
}
