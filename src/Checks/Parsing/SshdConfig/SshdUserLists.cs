using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>DenyUsers, AllowUsers, DenyGroups, AllowGroups, in the order in which sshd asks them (<c>auth.c</c>, <c>allowed_user</c>).</summary>
public static class SshdUserLists
{
    private static readonly string[] Order =
    [
        "DenyUsers",
        "AllowUsers",
        "DenyGroups",
        "AllowGroups",
    ];

    /// <summary>The setting that refuses a user; null where all let the user pass.</summary>
    /// <param name="effective">Values for this connection.</param>
    /// <param name="user">The account.</param>
    /// <param name="groups">Its groups by name, primary and supplementary.</param>
    /// <param name="host">The client's name; its address where UseDNS is no.</param>
    /// <param name="address">The client's address.</param>
    public static SshdSetting? Refusal(
        SshdEffective effective,
        string user,
        ImmutableArray<string> groups,
        string host,
        string address
    )
    {
        foreach (var keyword in Order)
        {
            if (effective.Find(keyword) is not { } setting)
            {
                continue;
            }

            var listed = keyword.EndsWith("Users", StringComparison.Ordinal)
                ? setting.Lines.Any(entry => SshdPatterns.User(user, host, address, entry))
                : setting.Lines.Any(entry =>
                    groups.Any(group => SshdPatterns.IsMatch(group, entry))
                );
            if (listed == keyword.StartsWith("Deny", StringComparison.Ordinal))
            {
                return setting;
            }
        }

        return null;
    }
}
