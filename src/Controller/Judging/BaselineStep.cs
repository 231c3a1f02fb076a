using Fleet.Checks.Facts;

namespace Fleet.Controller.Judging;

/// <summary>
/// Adopts what is seen for the first time, silently: at enrolment, under a prefix that could never be read before, and with a new version of a check.
/// Which prefixes were ever seen is itself kept as baselines under <see cref="SeenPrefix"/>, so that a key that appears while its home is denied is news once the home is back.
/// </summary>
internal static class BaselineStep
{
    /// <summary>Before a coverage prefix: the baseline that says whether it was ever seen.</summary>
    public const string SeenPrefix = "coverage:";

    private static readonly Baseline Seen = new("seen", "", "", null);
    private static readonly Baseline Unseen = new("unseen", "", "", null);

    public static void Adopt(HostFold fold, string check, CheckFacts before, CheckFacts after)
    {
        if (after.Status == RunStatus.Failed)
        {
            return;
        }

        var isNewVersion =
            before.Status != RunStatus.Unspecified && before.Version != after.Version;
        foreach (var held in after.All)
        {
            var key = held.Fact.Key;
            if (
                held.IsStale
                || fold.State.Baselines.ContainsKey(key)
                || IsTold(fold, key)
                || !fold.Rules.IsWatched(check, key)
            )
            {
                continue;
            }

            if (!WasSeen(fold, check, key) || (isNewVersion && !before.Holds(key)))
            {
                fold.Baseline(key, new Baseline(held.Fact.Value, "", "", null));
            }
        }

        Remember(fold, check, after);
    }

    private static bool IsTold(HostFold fold, string key) =>
        fold.State.Live(new RegressionKey(RegressionKind.Drift, "", key)) is not null;

    private static void Remember(HostFold fold, string check, CheckFacts after)
    {
        // What cannot be read counts as never seen only by what was known before this run: the certain ones come after.
        foreach (
            var coverage in after.Coverage.Where(c =>
                !c.IsCertain && !WasSeen(fold, check, c.Prefix)
            )
        )
        {
            fold.Baseline(Marker(check, coverage.Prefix), Unseen);
        }

        foreach (
            var coverage in after.Coverage.Where(c =>
                c.IsCertain && !fold.State.Baselines.ContainsKey(Marker(check, c.Prefix))
            )
        )
        {
            fold.Baseline(Marker(check, coverage.Prefix), Seen);
        }

        var own = Marker(check, "");
        foreach (var (marker, baseline) in fold.State.Baselines)
        {
            if (
                baseline.Value == Unseen.Value
                && marker.StartsWith(own, StringComparison.Ordinal)
                && after.CoverageOf(marker[own.Length..]).IsCertain
            )
            {
                fold.Baseline(marker, Seen);
            }
        }
    }

    /// <summary>True where the longest prefix remembered over the key was once certain.</summary>
    private static bool WasSeen(HostFold fold, string check, string key)
    {
        for (var end = key.Length; ; end = end > 0 ? key.LastIndexOf('/', end - 1) : -1)
        {
            if (
                fold.State.Baselines.TryGetValue(
                    Marker(check, end > 0 ? key[..end] : ""),
                    out var marker
                )
            )
            {
                return marker.Value == Seen.Value;
            }

            if (end <= 0)
            {
                return false;
            }
        }
    }

    private static string Marker(string check, string prefix) =>
        $"{SeenPrefix}{check}:{prefix.TrimEnd('/')}";
}
