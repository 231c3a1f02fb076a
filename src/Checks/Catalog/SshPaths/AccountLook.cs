using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>Looks at one account's home and key files, with the account's own rights as sshd does, and writes down what it sees.</summary>
internal sealed class AccountLook(
    IHost host,
    AccountNames names,
    PasswdEntry account,
    ObservationBuilder seen
)
{
    private readonly UserIdentity _user = names.Identity(account);
    private readonly KeyFacts _keys = new(account.Name, seen);
    private readonly HashSet<string> _looked = new(StringComparer.Ordinal);
    private string? _realHome;

    /// <param name="keyFiles">AuthorizedKeysFile; null where it cannot be told.</param>
    /// <param name="reason">Why not.</param>
    /// <param name="cancellationToken">The time this account gets.</param>
    public async ValueTask RunAsync(
        string? keyFiles,
        string reason,
        CancellationToken cancellationToken
    )
    {
        await HomeAsync(cancellationToken);
        if (keyFiles is null)
        {
            _keys.CoverFiles(reason);
            return;
        }

        foreach (var path in KeyFilePaths.Of(keyFiles, account))
        {
            await KeyFileAsync(path, cancellationToken);
        }

        _keys.Write();
    }

    /// <summary>The account could not be looked at in the time it gets.</summary>
    public static void GiveUp(PasswdEntry account, string reason, ObservationBuilder seen)
    {
        new KeyFacts(account.Name, seen).CoverFiles(reason);
        seen.Cover(PathsKey.Login(account.Name, "home_resolved"), CoverageState.Unreadable, reason);
        Cover(account.Home, CoverageState.Unreadable, reason, seen);
    }

    private async ValueTask HomeAsync(CancellationToken cancellationToken)
    {
        var home = await AskAsync(user => new ResolvePath(account.Home, user), cancellationToken);
        if (!home.IsOk)
        {
            CoverMode(account.Home, home);
            if (!home.IsAbsent)
            {
                var key = PathsKey.Login(account.Name, "home_resolved");
                seen.Cover(key, CoverageState.Unreadable, home.Reason);
            }

            return;
        }

        _realHome = home.Value;
        seen.Fact(PathsKey.Login(account.Name, "home_resolved"), home.Value);
        await ModeAsync(home.Value, cancellationToken);
        await ModeAsync($"{home.Value.TrimEnd('/')}/.ssh", cancellationToken);
    }

    private async ValueTask KeyFileAsync(string path, CancellationToken cancellationToken)
    {
        var file = await host.AskAsync(new ReadFile(path, As: _user), cancellationToken);
        if (file.IsAbsent)
        {
            return;
        }

        if (file.IsOk)
        {
            _keys.Add(path, file.Value);
            var real = await host.AskAsync(new ResolvePath(path, _user), cancellationToken);
            await ReadableAsync(path, real.IsOk ? real.Value : path, cancellationToken);
            return;
        }

        await UnopenedAsync(path, file.Reason, cancellationToken);
    }

    private async ValueTask ReadableAsync(
        string path,
        string real,
        CancellationToken cancellationToken
    )
    {
        seen.Fact(PathsKey.File(account.Name, path), real);
        foreach (var step in StrictModes.Chain(real, _realHome))
        {
            await ModeAsync(step, cancellationToken);
        }
    }

    /// <summary>
    /// sshd opens the file as the user: that the user may not is a fact of the host, but only where the agent can act as the user at all and sees the file with its own rights.
    /// Otherwise it is the agent that is kept out.
    /// </summary>
    private async ValueTask UnopenedAsync(
        string path,
        string reason,
        CancellationToken cancellationToken
    )
    {
        var own = await host.AskAsync(new GetStatus(path), cancellationToken);
        if (own.IsAbsent)
        {
            return;
        }

        var acts = await host.AskAsync(new GetStatus("/", As: _user), cancellationToken);
        if (!own.IsOk || !acts.IsOk)
        {
            _keys.CoverFiles(reason);
            return;
        }

        _keys.Cover(CoverageState.Unreadable, reason);
        seen.Fact(
            PathsKey.File(account.Name, path),
            own.Value.Kind == FileKind.Regular ? KeyFileState.Unreadable : KeyFileState.NotRegular
        );
        var real = await host.AskAsync(new ResolvePath(path), cancellationToken);
        foreach (var step in StrictModes.Chain(real.IsOk ? real.Value : path, _realHome))
        {
            await ModeAsync(step, cancellationToken);
        }
    }

    private async ValueTask ModeAsync(string path, CancellationToken cancellationToken)
    {
        if (!_looked.Add(path))
        {
            return;
        }

        var status = await AskAsync(user => new GetStatus(path, As: user), cancellationToken);
        if (!status.IsOk)
        {
            CoverMode(path, status);
            return;
        }

        seen.Fact(PathsKey.Mode(path), names.Mode(status.Value));
        if (
            (status.Value.Mode & ModeText.GroupMayWrite) != 0
            && names.MembersOf(status.Value.Gid) is { } group
        )
        {
            var name = names.Group(status.Value.Gid);
            seen.Fact(PathsKey.Group(name, "primary"), PrivateGroup.Join(group.Primary));
            seen.Fact(PathsKey.Group(name, "members"), PrivateGroup.Join(group.Members));
        }
    }

    /// <summary>With the user's rights first (a dead network file system then hangs a thread made for it), with the agent's own where the user may not or cannot be acted as.</summary>
    private async ValueTask<Reply<T>> AskAsync<T>(
        Func<UserIdentity?, HostRequest<T>> request,
        CancellationToken cancellationToken
    )
    {
        var asUser = await host.AskAsync(request(_user), cancellationToken);
        return asUser.State == ReplyState.Denied
            ? await host.AskAsync(request(null), cancellationToken)
            : asUser;
    }

    private void CoverMode<T>(string path, Reply<T> reply) =>
        Cover(
            path,
            reply.IsAbsent ? CoverageState.Absent : CoverageState.Unreadable,
            reply.Reason,
            seen
        );

    /// <summary>A home that is no path has no modes.</summary>
    private static void Cover(
        string path,
        CoverageState state,
        string reason,
        ObservationBuilder seen
    )
    {
        if (path.StartsWith('/'))
        {
            var plain = path.Length > 1 ? path.TrimEnd('/') : path;
            seen.Cover(PathsKey.Mode(plain), state, reason);
        }
    }
}
