using Fleet.Checks.Catalog;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Sweeps;

/// <summary>Profiles made again from what is stored of them.</summary>
public static class StoredProfiles
{
    /// <summary>The built-in profile of a name; null: there is none.</summary>
    public static SweepProfile? Find(string name, CheckCatalog catalog) =>
        Profiles.Find(name) is { } profile
            ? SweepProfile.Of(
                profile,
                Profiles.Texts().First(text => text.Name == name).Text,
                catalog
            )
            : null;

    /// <summary>What a stored sweep is judged by; null: this version does not read its text.</summary>
    public static SweepProfile? Of(SweepRow sweep, CheckCatalog catalog) =>
        OfText(sweep.Profile, sweep.ProfileText, catalog);

    /// <summary>What a schedule's sweeps are judged by now; null: there is none of that name, or this version does not read its text.</summary>
    public static SweepProfile? Of(SweepScheduleRow schedule, CheckCatalog catalog) =>
        schedule.ProfileText.Length == 0
            ? Find(schedule.Profile, catalog)
            : OfText(schedule.Profile, schedule.ProfileText, catalog);

    private static SweepProfile? OfText(string name, string text, CheckCatalog catalog) =>
        ProfileFile.Read(text, $"{name}.yaml", catalog).Profile is { } profile
            ? SweepProfile.Of(profile, text, catalog)
            : null;
}
