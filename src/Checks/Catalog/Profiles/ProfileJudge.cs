using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Profiles;

/// <summary>Judges a host by a profile. Pure: the same facts give the same results for ever.</summary>
public static class ProfileJudge
{
    /// <summary>At least one result for each control, in the profile's order; results of one control in a stable order.</summary>
    /// <param name="profile">The requirements.</param>
    /// <param name="input">What is known of the host. Its policy is not used.</param>
    /// <param name="catalog">The checks and rules there are.</param>
    public static ImmutableArray<ControlResult> Judge(
        Profile profile,
        JudgeInput input,
        CheckCatalog catalog
    ) =>
        [
            .. profile.Controls.SelectMany(control =>
                new ControlJudge(control, input, catalog).Judge()
            ),
        ];
}
