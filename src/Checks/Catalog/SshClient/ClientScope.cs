using System.Collections.Immutable;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.SshClient;

/// <summary>Whose client files a check looks at: the accounts that can log in, the first <see cref="MostAccounts"/> of them, each in the time it gets.</summary>
internal sealed class ClientScope(IHost host, ObservationBuilder seen, string[] prefixes)
{
    /// <summary>How many accounts are looked at.</summary>
    public const int MostAccounts = 64;

    /// <summary>A host that no configuration names: what applies to it applies to every host.</summary>
    public const string AnyHost = "any.invalid";

    /// <summary>What one account gets: a home that hangs must not hide the others.</summary>
    private static readonly TimeSpan AccountDeadline = TimeSpan.FromSeconds(2);

    private static readonly string[] Clients = ["/usr/bin/ssh", "/usr/local/bin/ssh"];

    /// <summary>Looks at each account; nothing is looked at, and that is said, where no client is installed or accounts are not known.</summary>
    /// <returns>The accounts' names; null where nothing was looked at.</returns>
    public async ValueTask<AccountNames?> RunAsync(
        Func<ClientAccount, CancellationToken, ValueTask> look,
        CancellationToken cancellationToken
    )
    {
        if (await MissingAsync(cancellationToken) is { } missing)
        {
            NotApplicable(missing);
            return null;
        }

        var names = await HostNames.ReadAsync(host, cancellationToken);
        if (!names.IsOk)
        {
            Cover(CoverageState.Unreadable, names.Reason);
            return null;
        }

        var accounts = names.Value.CanLogIn.Where(a => a.Home.StartsWith('/')).ToImmutableArray();
        Cover(
            accounts.Length > MostAccounts ? CoverageState.Truncated : CoverageState.Complete,
            accounts.Length > MostAccounts ? $"only {MostAccounts} accounts are looked at" : null
        );
        foreach (var account in accounts.Take(MostAccounts))
        {
            await OneAsync(new ClientAccount(host, names.Value, account), look, cancellationToken);
        }

        return names.Value;
    }

    /// <summary>The check's subject is certainly not there.</summary>
    public void NotApplicable(string reason)
    {
        Cover(CoverageState.Absent, reason);
        seen.NotApplicable(reason);
    }

    /// <summary>What an account has could not be looked at.</summary>
    public void Unreadable(string account, string reason)
    {
        foreach (var prefix in prefixes)
        {
            seen.Cover(ClientKey.Of(prefix, account), CoverageState.Unreadable, reason);
        }
    }

    private async ValueTask OneAsync(
        ClientAccount account,
        Func<ClientAccount, CancellationToken, ValueTask> look,
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
            await look(account, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Unreadable(
                account.Name,
                $"{account.Entry.Home}: no answer within {AccountDeadline.TotalSeconds:0} s"
            );
        }
    }

    private async ValueTask<string?> MissingAsync(CancellationToken cancellationToken)
    {
        foreach (var path in Clients)
        {
            if (!(await host.AskAsync(new GetStatus(path), cancellationToken)).IsAbsent)
            {
                return null;
            }
        }

        return "no ssh client is installed";
    }

    private void Cover(CoverageState state, string? reason)
    {
        foreach (var prefix in prefixes)
        {
            seen.Cover(prefix, state, reason);
        }
    }
}
