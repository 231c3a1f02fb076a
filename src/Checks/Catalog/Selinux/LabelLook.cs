using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.Selinux;

/// <summary>The labels of home, .ssh and key files of every account that can log in, looked at with its own rights.</summary>
internal sealed class LabelLook(IHost host, ObservationBuilder seen)
{
    private const int MostAccounts = 500;

    /// <summary>What one account gets: a home that hangs must not hide the others.</summary>
    private static readonly TimeSpan AccountDeadline = TimeSpan.FromSeconds(3);

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var names = await HostNames.ReadAsync(host, cancellationToken);
        if (!names.IsOk)
        {
            seen.Cover(SelinuxKeys.Labels, CoverageState.Unreadable, names.Reason);
            return;
        }

        var accounts = names.Value.CanLogIn.ToList();
        seen.Cover(
            SelinuxKeys.Labels,
            accounts.Count > MostAccounts ? CoverageState.Truncated : CoverageState.Complete,
            accounts.Count > MostAccounts ? $"more than {MostAccounts} accounts" : null
        );
        var settings = await KeySettings.ReadAsync(host, cancellationToken);
        foreach (var account in accounts.Take(MostAccounts))
        {
            var files = settings.KeyFiles(account, () => names.Value.GroupsOf(account));
            await AccountAsync(
                account,
                names.Value.Identity(account),
                files ?? KeyFilePaths.Default,
                cancellationToken
            );
        }
    }

    private async ValueTask AccountAsync(
        PasswdEntry account,
        UserIdentity identity,
        string files,
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
            await PathAsync(account, "home", 1, account.Home, identity, both.Token);
            await PathAsync(
                account,
                "ssh",
                1,
                $"{account.Home.TrimEnd('/')}/.ssh",
                identity,
                both.Token
            );
            var number = 0;
            foreach (var file in KeyFilePaths.Of(files, account))
            {
                await PathAsync(account, "keys", ++number, file, identity, both.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            seen.Cover(
                SelinuxKeys.LabelsOf(account.Name),
                CoverageState.Unreadable,
                $"{account.Home}: no answer within {AccountDeadline.TotalSeconds:0} s"
            );
        }
    }

    private async ValueTask PathAsync(
        PasswdEntry account,
        string part,
        int number,
        string path,
        UserIdentity identity,
        CancellationToken cancellationToken
    )
    {
        var key = SelinuxKeys.Label(account.Name, part, number);
        var label = await host.AskAsync(
            new GetSecurityLabel(path, As: identity),
            cancellationToken
        );
        if (label.IsOk)
        {
            seen.Fact(key, label.Value, path);
        }
        else if (!label.IsAbsent)
        {
            seen.Cover(key, CoverageState.Unreadable, label.Reason);
        }
    }
}
