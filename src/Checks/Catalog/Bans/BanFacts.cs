using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Access.Bans;
using Fleet.Checks.Facts;

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
