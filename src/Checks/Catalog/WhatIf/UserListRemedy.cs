using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Access.WhatIf;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.WhatIf;

/// <summary>Changes the list of users or groups that refuses somebody: the one line that decides, and no other.</summary>
internal static class UserListRemedy
{
    public static ImmutableArray<string> Of(WantedLogin wanted, LoginDecision gate)
    {
        if (DecidingLine.Of(wanted.Host, gate) is not { } line || !LoginRemedy.IsPlain(wanted.User))
        {
            return [];
        }

        var user = ShellWord.Quote(wanted.User);
        return line.Name switch
        {
            "AllowUsers" =>
            [
                SettingRemedy.SedLine(line.Source, $@"s/^(\s*\S+)/\1 {Entry(wanted, line)}/"),
                SshdRemedy.Reload(wanted.Input),
            ],
            // Groups are read anew for every connection.
            "AllowGroups" => line.Words.FirstOrDefault(LoginRemedy.IsPlain) is { } group
                ? [$"usermod -aG {ShellWord.Quote(group)} {user}"]
                : [],
            "DenyUsers" => TakeOut(wanted, line, [wanted.User]),
            "DenyGroups" => TakeOut(
                wanted,
                line,
                wanted.Host.Accounts.FirstOrDefault(a => a.Name == wanted.User)?.Groups ?? []
            ),
            _ => [],
        };
    }

    // Where the user is listed for some sources already, this source joins them and no other does.
    private static string Entry(WantedLogin wanted, SshdDirective line) =>
        wanted.Source is { } source
        && line.Words.Any(word =>
            word.LastIndexOf('@') is > 0 and var at
            && SshdPatterns.IsMatch(wanted.User, word.AsSpan(0, at))
        )
            ? $"{wanted.User}@{source}"
            : wanted.User;

    private static ImmutableArray<string> TakeOut(
        WantedLogin wanted,
        SshdDirective line,
        ImmutableArray<string> names
    )
    {
        var entries = line.Words.Where(word => names.Contains(word)).Distinct().ToList();
        // A pattern that stands for many is nobody's to take out.
        if (entries.Count == 0 || !entries.TrueForAll(LoginRemedy.IsPlain))
        {
            return [];
        }

        return
        [
            line.Words.All(entries.Contains)
                ? SettingRemedy.SedLine(line.Source, "d")
                : SettingRemedy.SedLine(
                    line.Source,
                    string.Join(
                        "; ",
                        entries.Select(
                            (entry, at) =>
                                (at == 0 ? "" : $"{line.Source.Line}")
                                + $@"s/(\s){entry.Replace(".", @"\.", StringComparison.Ordinal)}(\s|$)/\1/g"
                        )
                    )
                ),
            SshdRemedy.Reload(wanted.Input),
        ];
    }
}
