using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Catalog.SshAccounts;
using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Catalog.SshService;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.WhatIf;

/// <summary>A host as the model of logins would have it under another sshd_config. What the present configuration gave no reason to look at is unknown, never missing.</summary>
public sealed class ProposedLogins
{
    private readonly JudgeInput _input;
    private readonly SshdEvaluations _before;
    private readonly SshdEvaluations _after;
    private readonly bool? _isStrict;
    private readonly Dictionary<string, AccountView> _paths;
    private readonly Dictionary<string, string> _homes;
    private readonly ParsedTexts _parsed = new();

    private ProposedLogins(JudgeInput input, SshdEvaluations before, SshdEvaluations after)
    {
        (_input, _before, _after) = (input, before, after);
        _paths = AccountView.All(input).ToDictionary(one => one.Name, StringComparer.Ordinal);
        _homes = LoginAccount
            .All(input)
            .Where(one => one.Home is not null)
            .ToDictionary(one => one.Name, one => one.Home!.Path, StringComparer.Ordinal);
        var strict = Global(after)["StrictModes"];
        _isStrict = strict == Global(before)["StrictModes"] ? null : strict != "no";
    }

    /// <summary>The host with the proposed configuration.</summary>
    /// <param name="input">What is stored of it.</param>
    /// <param name="now">The same, as the model has it; its configuration is known.</param>
    /// <param name="proposed">The configuration.</param>
    public static LoginModel Of(JudgeInput input, LoginHost now, SshdConfiguration proposed)
    {
        var after = new SshdEvaluations(proposed, OpenSshVersion.Assumed);
        var logins = new ProposedLogins(input, now.Sshd!, after);
        return new LoginModel(
            now with
            {
                Sshd = after,
                Accounts = [.. now.Accounts.Select(logins.Account)],
                AuthoritiesUnknown = now.AuthoritiesUnknown ?? logins.UnseenAuthorities(),
                Filters = IsHeldBySystemd(input)
                    ? now.Filters
                    : now.Filters with
                    {
                        Sockets = ProposedSockets.Of(now.Filters, Global(now.Sshd!), Global(after)),
                    },
            }
        );
    }

    /// <summary>True where systemd's socket listens, whatever sshd's files say.</summary>
    public static bool IsHeldBySystemd(JudgeInput input) =>
        input["ssh.service"].Read(SshServiceCheck.Activation).Is("socket");

    private static SshdEffective Global(SshdEvaluations sshd) =>
        sshd.For(SshdConnection.Unspecified);

    private HostAccount Account(HostAccount account)
    {
        var user = SshdConnection.Unspecified with
        {
            User = account.Name,
            Groups = account.Groups ?? [],
        };
        var (before, after) = (_before.For(user), _after.For(user));
        var keys = Keys(account, before["AuthorizedKeysFile"], after["AuthorizedKeysFile"]);
        const string principals = "AuthorizedPrincipalsFile";
        return after[principals] == before[principals]
            ? keys
            : keys with
            {
                Principals = null,
                PrincipalsUnknown = $"{after[principals]} was not looked at",
            };
    }

    private HostAccount Keys(HostAccount account, string before, string after)
    {
        if (before == after && _isStrict is null)
        {
            return account;
        }

        var (files, unknown) = _paths.TryGetValue(account.Name, out var view)
            ? StoredKeyFiles.Of(view, _input, _parsed, _isStrict)
            : (account.KeyFiles, account.KeysUnknown);
        if (before == after)
        {
            return account with { KeyFiles = files, KeysUnknown = unknown };
        }

        if (!_homes.TryGetValue(account.Name, out var home))
        {
            return account with { KeyFiles = [], KeysUnknown = "its home is not known" };
        }

        var (looked, wanted) = (Paths(account, before, home), Paths(account, after, home));
        return account with
        {
            KeyFiles = [.. files.Where(file => wanted.Contains(file.Path))],
            KeysUnknown = wanted.FirstOrDefault(path => !looked.Contains(path)) is { } unseen
                ? $"{unseen} was not looked at: the host's configuration does not name it"
                : unknown,
        };
    }

    private static ImmutableArray<string> Paths(HostAccount account, string value, string home) =>
        KeyFilePaths.Of(
            value,
            new PasswdEntry(account.Name, account.Uid ?? uint.MaxValue, 0, home, "")
        );

    /// <summary>A file of authorities that the present configuration does not name; null where there is none.</summary>
    private string? UnseenAuthorities()
    {
        const string keyword = "TrustedUserCAKeys";
        var looked = Files(_before, keyword).ToHashSet(StringComparer.Ordinal);
        return Files(_after, keyword).FirstOrDefault(path => !looked.Contains(path)) is { } unseen
            ? $"{unseen} was not looked at: the host's configuration does not name it"
            : null;
    }

    private static IEnumerable<string> Files(SshdEvaluations sshd, string keyword) =>
        sshd
            .Configuration.Directives.Where(directive => directive.Name == keyword)
            .Select(directive => directive.Words.FirstOrDefault(""))
            .Where(path => path is not ("" or "none"));
}
