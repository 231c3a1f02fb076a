using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>
/// DenyUsers, AllowUsers, DenyGroups and AllowGroups for an account from anywhere, in sshd's order (<c>auth.c</c>, <c>allowed_user</c>): refused is who no source lets in. An entry
/// <c>USER@HOST</c> lets somebody in from somewhere, and keeps nobody out everywhere.
/// </summary>
internal static class UserLists
{
    private static readonly string[] Order =
    [
        "DenyUsers",
        "AllowUsers",
        "DenyGroups",
        "AllowGroups",
    ];

    /// <summary>The setting that refuses; null where none does. Call only where <see cref="Unsure"/> has none.</summary>
    public static SshdSetting? Refusal(
        SshdEffective effective,
        string user,
        ImmutableArray<string> groups
    ) =>
        Order
            .Select(effective.Find)
            .OfType<SshdSetting>()
            .FirstOrDefault(setting =>
                IsListed(setting, user, groups)
                == setting.Name.StartsWith("Deny", StringComparison.Ordinal)
            );

    /// <summary>A list that cannot be told; null where all can.</summary>
    public static string? Unsure(SshdEffective effective) =>
        Array.Find(Order, keyword => !effective.IsSure(keyword));

    /// <summary>The account an entry names literally; null for patterns.</summary>
    public static string? Literal(string entry)
    {
        var at = entry.LastIndexOf('@');
        var user = at < 0 ? entry : entry[..at];
        return user.Length > 0 && user.IndexOfAny(['*', '?']) < 0 ? user : null;
    }

    private static bool IsListed(SshdSetting setting, string user, ImmutableArray<string> groups) =>
        setting.Name switch
        {
            "AllowUsers" => setting.Lines.Any(entry => Names(entry, user)),
            "DenyUsers" => setting.Lines.Any(entry => IsEverywhere(entry) && Names(entry, user)),
            _ => setting.Lines.Any(entry =>
                groups.Any(group => SshdPatterns.IsMatch(group, entry))
            ),
        };

    private static bool Names(string entry, string user)
    {
        var at = entry.LastIndexOf('@');
        return SshdPatterns.IsMatch(user, at < 0 ? entry : entry.AsSpan(0, at));
    }

    private static bool IsEverywhere(string entry) =>
        !entry.Contains('@') || entry.EndsWith("@*", StringComparison.Ordinal);
}
