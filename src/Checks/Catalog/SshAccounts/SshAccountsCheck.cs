using System.Collections.Immutable;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>
/// <c>ssh.accounts</c>: what keeps an account out although sshd runs and its keys are in order.
/// <c>account/alice/password = locked</c>, <c>account/alice/expires = 2027-01-31</c>, <c>account/alice/shell = good /bin/bash</c>.
/// </summary>
public sealed class SshAccountsCheck : Check
{
    internal const string Id = "ssh.accounts";

    /// <summary>pam_nologin looks at both, sshd without PAM at the second (<c>session.c</c>, <c>do_nologin</c>).</summary>
    internal static readonly string[] NoLoginFiles = ["/run/nologin", "/etc/nologin"];

    private static readonly string[] Prefixes =
    [
        AccountKey.Prefix,
        AccountKey.NoLoginPrefix,
        AccountKey.Sources,
        AccountKey.Lists,
    ];

    /// <summary>What one account gets: a home that hangs must not hide the others.</summary>
    private static readonly TimeSpan AccountDeadline = TimeSpan.FromSeconds(3);

    public override CheckDeclaration Declaration => SshAccountsDeclaration.Value;

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new AccountExpiredRule(),
        new PasswordExpiredRule(),
        new AccountLockedRule(),
        new ShellRule(),
        new HomeRule(),
        new AllowedRule(),
        new ListedNamesRule(),
        new NoLoginRule(),
    ];

    public override string Brief(CheckFacts facts) =>
        string.Join(
            ' ',
            facts
                .Under(AccountKey.Prefix)
                .Where(held => FactKey.Matches(held.Fact.Key, AccountKey.Prefix + "/*/key_file"))
                .Select(held => held.Fact.Key.Split('/')[1])
                .Take(5)
        );

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var host = context.Host;
        if (await SshdPresence.MissingAsync(host, cancellationToken) is { } missing)
        {
            Cover(seen, CoverageState.Absent, missing);
            seen.NotApplicable(missing);
            return;
        }

        await NoLoginAsync(host, seen, cancellationToken);
        var names = await HostNames.ReadAsync(host, cancellationToken);
        if (!names.IsOk)
        {
            seen.Cover(AccountKey.Prefix, CoverageState.Unreadable, names.Reason);
            seen.Cover(AccountKey.Sources, CoverageState.Unreadable, names.Reason);
            seen.Cover(AccountKey.Lists, CoverageState.Unreadable, names.Reason);
            return;
        }

        var settings = await AccountSettings.ReadAsync(host, cancellationToken);
        await SourcesAsync(host, seen, cancellationToken);
        ListedNames.Write(settings, names.Value, seen);
        await AccountsAsync(host, names.Value, settings, seen, cancellationToken);
    }

    private static async ValueTask AccountsAsync(
        IHost host,
        AccountNames names,
        AccountSettings settings,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var passwords = await PasswordFacts.ReadAsync(host, cancellationToken);
        seen.Cover(
            AccountKey.Prefix,
            passwords.Unreadable is null ? CoverageState.Complete : CoverageState.Truncated,
            passwords.Unreadable
        );
        var definitions = await host.AskAsync(new ReadFile("/etc/login.defs"), cancellationToken);
        var people = LoginDefs.Parse(definitions.IsOk ? definitions.Value.Text : "");
        var named = ListedNames.Literal(settings);
        var look = new AccountLook(host, names, settings, seen);
        foreach (var account in names.All)
        {
            var isPerson =
                account.Uid == 0
                || (account.Uid >= people.UidMinimum && account.Uid <= people.UidMaximum);
            using var deadline = new CancellationTokenSource(AccountDeadline, host.Time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(
                deadline.Token,
                cancellationToken
            );
            try
            {
                var keys = await look.KeyFileAsync(account, both.Token);
                if (
                    isPerson
                    || keys.Path is not null
                    || named.Contains(account.Name)
                    || passwords.Of(account) is PasswordState.Set or PasswordState.Empty
                )
                {
                    KeyFile(account.Name, keys, seen);
                    Named(account.Name, named, seen);
                    passwords.Write(account, seen);
                    await look.WriteAsync(account, both.Token);
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                seen.Cover(
                    AccountKey.Account(account.Name),
                    CoverageState.Unreadable,
                    $"{account.Home}: no answer within {AccountDeadline.TotalSeconds:0} s"
                );
            }
        }
    }

    private static void KeyFile(
        string name,
        (string? Path, string? Unknown) keys,
        ObservationBuilder seen
    )
    {
        var key = AccountKey.Of(name, AccountKey.KeyFile);
        if (keys.Path is not null)
        {
            seen.Fact(key, keys.Path);
        }
        else if (keys.Unknown is not null)
        {
            seen.Cover(key, CoverageState.Unreadable, keys.Unknown);
        }
    }

    private static void Named(string name, HashSet<string> named, ObservationBuilder seen)
    {
        if (named.Contains(name))
        {
            seen.Fact(AccountKey.Of(name, AccountKey.Named), "AllowUsers");
        }
    }

    private static async ValueTask NoLoginAsync(
        IHost host,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        seen.Complete(AccountKey.NoLoginPrefix);
        foreach (var path in NoLoginFiles)
        {
            var file = await host.AskAsync(new GetStatus(path), cancellationToken);
            if (file.IsOk)
            {
                seen.Fact(AccountKey.NoLogin(path), "present");
            }
            else if (!file.IsAbsent)
            {
                seen.Cover(AccountKey.NoLogin(path), CoverageState.Unreadable, file.Reason);
            }
        }
    }

    private static async ValueTask SourcesAsync(
        IHost host,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var file = await host.AskAsync(new ReadFile("/etc/nsswitch.conf"), cancellationToken);
        if (!file.IsOk && !file.IsAbsent)
        {
            seen.Cover(AccountKey.Sources, CoverageState.Unreadable, file.Reason);
            return;
        }

        var sources = NameServiceSwitch.Parse(file.IsOk ? file.Value.Text : "");
        seen.Complete(AccountKey.Sources);
        seen.Fact(AccountKey.Sources, string.Join(' ', sources.Services("passwd")));
    }

    private static void Cover(ObservationBuilder seen, CoverageState state, string? reason)
    {
        foreach (var prefix in Prefixes)
        {
            seen.Cover(prefix, state, reason);
        }
    }
}
