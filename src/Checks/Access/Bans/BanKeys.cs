using Fleet.Checks.Facts;

namespace Fleet.Checks.Access.Bans;

/// <summary>The keys under which bans are facts: <c>ban/fail2ban/sshd/203.0.113.9</c>.</summary>
public static class BanKeys
{
    public const string Prefix = "ban";

    /// <summary>The most bans of one program that are facts; of more the newest are.</summary>
    public const int Most = 500;

    public static string Of(BanTool tool) => $"{Prefix}/{tool.ToString().ToLowerInvariant()}";

    public static string Of(Ban ban) =>
        $"{Of(ban.Tool)}/{FactKey.Segment(ban.List)}/{FactKey.Segment(ban.Whom)}";

    /// <summary>How many bans there are beyond <see cref="Most"/>; absent where there are none.</summary>
    public static string Omitted(BanTool tool) => $"{Of(tool)}/omitted";

    /// <summary>The ban that a fact tells; null where it tells none.</summary>
    public static Ban? Read(BanTool tool, Fact fact)
    {
        var parts = fact.Key[(Of(tool).Length + 1)..].Split('/');
        if (
            parts.Length != 2
            || BanText.Network(Uri.UnescapeDataString(parts[1])) is not { } network
        )
        {
            return null;
        }

        var (since, until) = BanText.Read(fact.Value);
        return new Ban(tool, Uri.UnescapeDataString(parts[0]), network, since, until);
    }
}
