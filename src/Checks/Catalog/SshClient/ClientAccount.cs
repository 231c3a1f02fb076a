using System.Collections.Immutable;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.SshConfig;

namespace Fleet.Checks.Catalog.SshClient;

/// <summary>An account that may call ssh, whose files are opened with its own rights.</summary>
/// <param name="Host">The host.</param>
/// <param name="Names">Its accounts.</param>
/// <param name="Entry">The account.</param>
internal sealed record ClientAccount(IHost Host, AccountNames Names, PasswdEntry Entry)
{
    private readonly UserIdentity _user = Names.Identity(Entry);

    public string Name => Entry.Name;

    /// <summary>How the account's files show their owner.</summary>
    public string Owner => Names.Owner(Entry.Uid);

    public UserIdentity User => _user;

    /// <summary>A path under the home's .ssh.</summary>
    public string InSsh(string name) => $"{Entry.Home.TrimEnd('/')}/.ssh/{name}";

    /// <summary>The account calls ssh for a host that no section names.</summary>
    public ClientQuestion Question =>
        new()
        {
            Host = ClientScope.AnyHost,
            LocalUser = new ClientUser(Entry.Name, Entry.Uid, Entry.Home),
        };

    public ValueTask<Reply<FileContent>> ReadAsync(
        string path,
        int maxBytes,
        CancellationToken cancellationToken
    ) => Host.AskAsync(new ReadFile(path, maxBytes, As: _user), cancellationToken);

    public ValueTask<Reply<FileStatus>> StatusAsync(
        string path,
        CancellationToken cancellationToken
    ) => Host.AskAsync(new GetStatus(path, As: _user), cancellationToken);

    public ValueTask<Reply<ImmutableArray<string>>> ListAsync(
        string path,
        CancellationToken cancellationToken
    ) => Host.AskAsync(new ListDirectory(path, _user), cancellationToken);
}
