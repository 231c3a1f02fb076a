using System.Collections.Immutable;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.BansFail2ban;

/// <summary>A jail as its facts tell it.</summary>
internal sealed record JailView(string Name, CheckFacts Facts)
{
    /// <summary>The jails that watch sshd, by name.</summary>
    public static ImmutableArray<JailView> ForSshd(CheckFacts facts) =>
        [
            .. facts
                .Under(JailKeys.Jails)
                .Where(held =>
                    !held.IsStale
                    && held.Fact.Key.EndsWith($"/{JailKeys.Filter}", StringComparison.Ordinal)
                    && held.Fact.Value.StartsWith("sshd", StringComparison.Ordinal)
                )
                .Select(held => new JailView(
                    Uri.UnescapeDataString(held.Fact.Key.Split('/')[2]),
                    facts
                )),
        ];

    public Reading Read(string name) => Facts.Read(JailKeys.Key(Name, name));

    public string Source(string name) => Read(name).Source ?? "";
}
