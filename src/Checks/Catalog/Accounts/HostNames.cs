using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.Accounts;

/// <summary>Reads the accounts and groups that files define.</summary>
internal static class HostNames
{
    /// <summary>Not Ok where owners could not be shown by name: a number in a name's place would look like drift.</summary>
    public static async ValueTask<Reply<AccountNames>> ReadAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var passwd = await host.AskAsync(new ReadFile("/etc/passwd"), cancellationToken);
        if (!passwd.IsOk)
        {
            return new Reply<AccountNames>(passwd.State, null, passwd.Reason);
        }

        var group = await host.AskAsync(new ReadFile("/etc/group"), cancellationToken);
        return group.IsOk || group.IsAbsent
            ? Reply.Ok(
                new AccountNames(
                    Passwd.Parse(passwd.Value.Text),
                    Group.Parse(group.IsOk ? group.Value.Text : "")
                )
            )
            : new Reply<AccountNames>(group.State, null, group.Reason);
    }
}
