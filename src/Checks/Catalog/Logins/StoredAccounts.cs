using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog.SshAccounts;
using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.Logins;

/// <summary>Accounts with their keys, from what ssh.accounts and ssh.paths have seen.</summary>
internal static class StoredAccounts
{
    private static readonly ImmutableDictionary<string, PasswordState> Passwords =
        Enum.GetValues<PasswordState>()
            .Where(state => state != PasswordState.Unspecified)
            .ToImmutableDictionary(state => state.Text());

    public static ImmutableArray<HostAccount> All(JudgeInput input, ParsedTexts parsed)
    {
        var looked = LoginAccount
            .All(input)
            .ToDictionary(account => account.Name, StringComparer.Ordinal);
        var paths = AccountView
            .All(input)
            .ToDictionary(account => account.Name, StringComparer.Ordinal);
        return
        [
            .. looked
                .Keys.Union(paths.Keys)
                .Order(StringComparer.Ordinal)
                .Select(name =>
                    WithKeys(
                        looked.TryGetValue(name, out var account)
                            ? Looked(account)
                            : Unlooked(input, name),
                        looked.GetValueOrDefault(name),
                        paths.GetValueOrDefault(name),
                        input,
                        parsed
                    )
                ),
        ];
    }

    /// <summary>Why there may be more accounts; null where these are all.</summary>
    public static string? Unknown(JudgeInput input)
    {
        var facts = input[SshAccountsCheck.Id];
        var coverage = facts.CoverageOf(AccountKey.Prefix);
        return facts.Status == RunStatus.Ran && coverage.IsCertain
            ? null
            : $"accounts are not known: {coverage.Reason ?? facts.Reason}";
    }

    private static HostAccount Looked(LoginAccount account)
    {
        var password = account.Read(AccountKey.Password);
        var expires = account.Read(AccountKey.Expires);
        var ageing = account.Read(AccountKey.Ageing);
        var unknown = new[] { password, expires, ageing }
            .Where(reading => reading.IsUnknown)
            .Select(reading => reading.Reason ?? "shadow is not known")
            .FirstOrDefault();
        var groups = account.Read(AccountKey.Groups);
        return StoredAgeing.Of(
            new HostAccount
            {
                Name = account.Name,
                Uid = account.Uid == uint.MaxValue ? null : account.Uid,
                Groups = groups.IsPresent ? account.Groups : null,
                Password = password.IsPresent ? Passwords.GetValueOrDefault(password.Value) : null,
                PasswordUnknown = unknown ?? (account.IsStale ? account.StaleReason : null),
                Shell = account.Shell?.Path ?? "",
                HasLoginShell = account.HasLoginShell != false,
                ShellProblem = Problem(account.Shell),
                ShellUnknown = account.Shell is null
                    ? account.Read(AccountKey.Shell).Reason ?? "its shell is not known"
                    : null,
            },
            expires.Value,
            ageing.IsPresent ? ageing.Value : ""
        );
    }

    private static string Problem(PathState? shell) =>
        shell?.State switch
        {
            null or PathState.Good => "",
            PathState.Missing => $"its shell {shell.Path} does not exist",
            PathState.Closed => $"its shell {shell.Path} is not executable",
            _ => $"its shell {shell.Path} is not a regular file",
        };

    /// <summary>An account with a login shell that ssh.accounts passes over: it has neither a password nor a key, and is no person's.</summary>
    private static HostAccount Unlooked(JudgeInput input, string name)
    {
        var facts = input[SshPathsCheck.Id];
        return new HostAccount
        {
            Name = name,
            Uid = uint.TryParse(
                facts.Read(PathsKey.Login(name, "uid")).Value,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var uid
            )
                ? uid
                : null,
            Password = PasswordState.None,
            PasswordUnknown = "its line in shadow was not looked at",
            Shell = facts.Read(PathsKey.Login(name, "shell")).Value,
            ShellUnknown = "its shell was not looked at",
        };
    }

    private static HostAccount WithKeys(
        HostAccount account,
        LoginAccount? looked,
        AccountView? paths,
        JudgeInput input,
        ParsedTexts parsed
    )
    {
        var (principals, unknown) = StoredTrust.Principals(input, account.Name);
        var known = account with { Principals = principals, PrincipalsUnknown = unknown };
        if (paths is not null)
        {
            var (files, doubt) = StoredKeyFiles.Of(paths, input, parsed);
            return known with { KeyFiles = files, KeysUnknown = doubt };
        }

        // ssh.paths reads the files of accounts with a login shell.
        var file = looked?.Read(AccountKey.KeyFile) ?? default;
        return file.IsPresent
                ? known with
                {
                    KeysUnknown = $"{file.Value} was not read: the account has no login shell",
                }
            : file.IsUnknown
                ? known with
                {
                    KeysUnknown = file.Reason ?? "its key files are not known",
                }
            : known;
    }
}
