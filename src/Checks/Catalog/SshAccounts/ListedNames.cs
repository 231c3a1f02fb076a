using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Facts;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>The accounts and groups that AllowUsers and AllowGroups name literally, and whether files know them: <c>login_list/AllowUsers/alice = known</c>.</summary>
internal static class ListedNames
{
    public const string Known = "known";
    public const string Unknown = "not in files";

    public static HashSet<string> Literal(AccountSettings settings) =>
        Entries(settings, "AllowUsers")
            .Select(entry => UserLists.Literal(entry.Entry))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

    public static void Write(AccountSettings settings, AccountNames names, ObservationBuilder seen)
    {
        seen.Cover(
            AccountKey.Lists,
            settings.Reason.Length == 0 ? CoverageState.Complete : CoverageState.Truncated,
            settings.Reason.Length == 0 ? null : settings.Reason
        );
        var accounts = names.All.Select(account => account.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (entry, source) in Entries(settings, "AllowUsers"))
        {
            if (UserLists.Literal(entry) is { } user)
            {
                seen.Fact(
                    Key("AllowUsers", user),
                    accounts.Contains(user) ? Known : Unknown,
                    source.ToString()
                );
            }
        }

        foreach (var (group, source) in Entries(settings, "AllowGroups"))
        {
            if (group.IndexOfAny(['*', '?']) < 0)
            {
                seen.Fact(
                    Key("AllowGroups", group),
                    names.HasGroup(group) ? Known : Unknown,
                    source.ToString()
                );
            }
        }
    }

    private static string Key(string list, string name) =>
        $"{AccountKey.Lists}/{list}/{FactKey.Segment(name)}";

    private static IEnumerable<(string Entry, SshdSource Source)> Entries(
        AccountSettings settings,
        string keyword
    ) =>
        settings
            .Directives.Where(directive => directive.Name == keyword)
            .SelectMany(directive => directive.Words.Select(word => (word, directive.Source)));
}
