using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Access.Bans;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.Bans;

/// <summary>Bans as facts: the newest by key, their number as a sample. Bans come and go by nature, so they are inventory, and never drift.</summary>
internal static class BanFacts
{
    public static void Write(BanTool tool, IReadOnlyCollection<Ban> bans, ObservationBuilder seen)
    {
        var prefix = BanKeys.Of(tool);
        seen.Complete(prefix);
        seen.Sample($"{prefix}/count", bans.Count);
        foreach (var ban in bans.OrderByDescending(ban => ban.Since).Take(BanKeys.Most))
        {
            seen.Fact(BanKeys.Of(ban), BanText.Of(ban));
        }

        if (bans.Count > BanKeys.Most)
        {
            seen.Fact(
                BanKeys.Omitted(tool),
                (bans.Count - BanKeys.Most).ToString(CultureInfo.InvariantCulture)
            );
        }
    }

    /// <summary>Says whether the program runs; true where it is no business of this host, which is then said.</summary>
    public static bool IsAbsent(
        BanTool tool,
        string prefix,
        string key,
        Reply<bool> running,
        ObservationBuilder seen
    )
    {
        if (running.IsAbsent)
        {
            seen.NotApplicable(running.Reason);
            seen.Cover(prefix, CoverageState.Absent, running.Reason);
            seen.Cover(BanKeys.Of(tool), CoverageState.Absent, running.Reason);
            return true;
        }

        seen.Complete(prefix);
        if (running.IsOk)
        {
            seen.Fact(key, running.Value ? "yes" : "no");
        }
        else
        {
            seen.Cover(key, CoverageState.Unreadable, running.Reason);
        }

        return false;
    }

    /// <summary>The few words behind a check that found nothing wrong.</summary>
    public static string Brief(BanTool tool, CheckFacts facts)
    {
        var bans = facts.Under(BanKeys.Of(tool)).Count(held => !held.IsStale);
        return bans == 0 ? "nobody is banned" : $"{bans} banned";
    }

    public static ImmutableArray<KeyDeclaration> Declared(BanTool tool, string list) =>
        [
            new(
                $"{BanKeys.Of(tool)}/*/*",
                KeyUse.Inventory,
                $"A banned address or network, by {list}: since when and until when, as far as the program tells. The {BanKeys.Most} newest.",
                "since 2026-11-22T08:45:53Z until 2026-11-22T08:55:53Z"
            ),
            new(
                BanKeys.Omitted(tool),
                KeyUse.Inventory,
                $"How many bans there are beyond the {BanKeys.Most} newest.",
                "1204"
            ),
        ];
}
