using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>
/// <c>ssh.paths</c>: homes, .ssh and authorized_keys of every account that can log in, and the keys in them.
/// <c>mode/home/alice = drwxr-xr-x alice:alice</c>, <c>authorized_key/alice/SHA256:… = ssh-ed25519 from=10.0.0.0/8</c>.
/// </summary>
public sealed class SshPathsCheck : Check
{
    internal const string Id = "ssh.paths";

    private static readonly string[] Prefixes =
    [
        PathsKey.ModePrefix,
        PathsKey.KeyPrefix,
        PathsKey.FilePrefix,
        PathsKey.ModifiedPrefix,
        PathsKey.LoginPrefix,
        PathsKey.GroupPrefix,
        PathsKey.StrictPrefix,
    ];

    /// <summary>What one account gets: a home that hangs must not hide the others.</summary>
    private static readonly TimeSpan AccountDeadline = TimeSpan.FromSeconds(3);

    public override CheckDeclaration Declaration => SshPathsDeclaration.Value;

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new StrictModesRule(),
        new KeyFileReadableRule(),
        new WritableHomeRule(),
        new BrokenLineRule(),
    ];

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

        var read = await HostNames.ReadAsync(host, cancellationToken);
        if (!read.IsOk)
        {
            Cover(seen, CoverageState.Unreadable, read.Reason);
            return;
        }

        Cover(seen, CoverageState.Complete, null);

        var names = read.Value;
        var settings = await KeySettings.ReadAsync(host, cancellationToken);
        await StrictAsync(host, settings, seen, cancellationToken);
        foreach (var account in names.CanLogIn)
        {
            Login(account, names, seen);
            var keyFiles = settings.KeyFiles(account, () => names.GroupsOf(account));
            await LookAsync(
                host,
                names,
                account,
                (keyFiles, settings.Reason),
                seen,
                cancellationToken
            );
        }
    }

    private static void Cover(ObservationBuilder seen, CoverageState state, string? reason)
    {
        foreach (var prefix in Prefixes)
        {
            seen.Cover(prefix, state, reason);
        }
    }

    private static void Login(PasswdEntry account, AccountNames names, ObservationBuilder seen)
    {
        void Fact(string what, string value) =>
            seen.Fact(PathsKey.Login(account.Name, what), value);

        Fact("name", account.Name);
        Fact("uid", account.Uid.ToString(CultureInfo.InvariantCulture));
        Fact("owner", names.Owner(account.Uid));
        Fact("home", account.Home);
        Fact("shell", account.Shell.Length == 0 ? "/bin/sh" : account.Shell);
    }

    private static async ValueTask StrictAsync(
        IHost host,
        KeySettings settings,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        if (settings.StrictModes is { } enabled)
        {
            seen.Fact(PathsKey.Enabled, enabled);
        }
        else
        {
            seen.Cover(PathsKey.Enabled, CoverageState.Unreadable, settings.Reason);
        }

        var release = await host.AskAsync(new ReadFile("/etc/os-release"), cancellationToken);
        if (release.IsOk || release.IsAbsent)
        {
            var debian = OsRelease.Parse(release.IsOk ? release.Value.Text : "").Is("debian");
            seen.Fact(PathsKey.PrivateGroups, debian ? "accepted" : "refused");
        }
        else
        {
            seen.Cover(PathsKey.PrivateGroups, CoverageState.Unreadable, release.Reason);
        }
    }

    private static async ValueTask LookAsync(
        IHost host,
        AccountNames names,
        PasswdEntry account,
        (string? Files, string Reason) keys,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        using var deadline = new CancellationTokenSource(AccountDeadline, host.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            cancellationToken
        );
        try
        {
            var look = new AccountLook(host, names, account, seen);
            await look.RunAsync(keys.Files, keys.Reason, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            AccountLook.GiveUp(
                account,
                $"{account.Home}: no answer within {AccountDeadline.TotalSeconds:0} s",
                seen
            );
        }
    }
}
