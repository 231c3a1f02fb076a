using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>Looks at what stands between one account and a login besides its keys' paths, and writes it down.</summary>
internal sealed class AccountLook(
    IHost host,
    AccountNames names,
    AccountSettings settings,
    ObservationBuilder seen
)
{
    private const int Execute = 0b001_001_001;
    private readonly Dictionary<string, Reply<FileStatus>> _shells = new(StringComparer.Ordinal);

    /// <summary>The first key file that holds anything; null where there is none, and why that is not certain.</summary>
    public async ValueTask<(string? Path, string? Unknown)> KeyFileAsync(
        PasswdEntry account,
        CancellationToken cancellationToken
    )
    {
        var effective = settings.For(account.Name, names.GroupsOf(account));
        if (effective?.IsSure("AuthorizedKeysFile") != true)
        {
            return (null, settings.Reason);
        }

        string? unknown = null;
        foreach (
            var path in KeyFilePaths.Of(
                effective.Find("AuthorizedKeysFile")?.Lines[0] ?? KeyFilePaths.Default,
                account
            )
        )
        {
            var file = await StatusAsync(account, path, cancellationToken);
            if (file is { IsOk: true, Value.Size: > 0 })
            {
                return (path, null);
            }

            unknown ??= file.IsOk || file.IsAbsent ? null : file.Reason;
        }

        return (null, unknown);
    }

    public async ValueTask WriteAsync(PasswdEntry account, CancellationToken cancellationToken)
    {
        seen.Fact(
            AccountKey.Account(account.Name),
            string.Create(CultureInfo.InvariantCulture, $"uid {account.Uid} gid {account.Gid}")
        );
        var groups = names.GroupsOf(account).ToImmutableArray();
        seen.Fact(AccountKey.Of(account.Name, AccountKey.Groups), string.Join(',', groups));
        var effective = settings.For(account.Name, groups);
        Allowed(account.Name, groups, effective);
        await ShellAsync(account, cancellationToken);
        await HomeAsync(account, cancellationToken);
        if (effective is not null)
        {
            seen.Fact(AccountKey.Of(account.Name, AccountKey.Session), Session(effective));
        }
    }

    private void Allowed(string name, ImmutableArray<string> groups, SshdEffective? effective)
    {
        var key = AccountKey.Of(name, AccountKey.Allowed);
        if (effective is null || UserLists.Unsure(effective) is not null)
        {
            seen.Cover(key, CoverageState.Unreadable, settings.Reason);
            return;
        }

        var refusal = UserLists.Refusal(effective, name, groups);
        seen.Fact(
            key,
            settings.DependsOnSource ? "depends on the source"
                : refusal is null ? "yes"
                : $"no: {refusal.Name}",
            refusal?.Source?.ToString()
        );
    }

    /// <summary>sshd asks with its own rights: is there a regular file, and may anybody execute it (<c>auth.c</c>, <c>allowed_user</c>).</summary>
    private async ValueTask ShellAsync(PasswdEntry account, CancellationToken cancellationToken)
    {
        var key = AccountKey.Of(account.Name, AccountKey.Shell);
        var shell = account.Shell.Length == 0 ? "/bin/sh" : account.Shell;
        if (!_shells.TryGetValue(shell, out var file))
        {
            file = shell.StartsWith('/')
                ? await host.AskAsync(new GetStatus(shell), cancellationToken)
                : Reply.Absent<FileStatus>($"{shell}: is no absolute path");
            _shells[shell] = file;
        }

        if (!file.IsOk && !file.IsAbsent)
        {
            seen.Cover(key, CoverageState.Unreadable, file.Reason);
            return;
        }

        var state =
            !file.IsOk ? PathState.Missing
            : file.Value.Kind != FileKind.Regular ? PathState.WrongKind
            : (file.Value.Mode & Execute) == 0 ? PathState.Closed
            : PathState.Good;
        seen.Fact(key, new PathState(state, shell).ToString());
    }

    private async ValueTask HomeAsync(PasswdEntry account, CancellationToken cancellationToken)
    {
        var key = AccountKey.Of(account.Name, AccountKey.Home);
        var home = account.Home.StartsWith('/')
            ? await StatusAsync(account, account.Home, cancellationToken)
            : Reply.Absent<FileStatus>($"{account.Home}: is no absolute path");
        if (!home.IsOk && !home.IsAbsent)
        {
            seen.Cover(key, CoverageState.Unreadable, home.Reason);
            return;
        }

        var state =
            !home.IsOk ? PathState.Missing
            : home.Value.Kind != FileKind.Directory ? PathState.WrongKind
            : PathState.Good;
        seen.Fact(key, new PathState(state, account.Home).ToString());
    }

    private static string Session(SshdEffective effective) =>
        effective["ForceCommand"].StartsWith("internal-sftp", StringComparison.Ordinal) ? "sftp"
        : effective["ChrootDirectory"] is { Length: > 0 } chroot && chroot != "none" ? "chroot"
        : effective.Find("Subsystem")?.Lines.Any(line => line.Contains("internal-sftp")) == true
            ? "shell or sftp"
        : "shell";

    /// <summary>With the account's own rights first: a dead network file system then hangs a thread made for it.</summary>
    private async ValueTask<Reply<FileStatus>> StatusAsync(
        PasswdEntry account,
        string path,
        CancellationToken cancellationToken
    )
    {
        var asUser = await host.AskAsync(
            new GetStatus(path, As: names.Identity(account)),
            cancellationToken
        );
        return asUser.State == ReplyState.Denied
            ? await host.AskAsync(new GetStatus(path), cancellationToken)
            : asUser;
    }
}
