using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.Logins;

/// <summary>
/// May USER log in to this host from SOURCE with these means? Pure: the gates that a login passes, in sshd's order, each with the line that decides. It answers for what files permit;
/// whether sshd runs, and whether somebody has the key or knows the password, is another question.
/// </summary>
public sealed class LoginModel
{
    private readonly ConnectionSettings _settings;
    private readonly Dictionary<bool, NetworkReach> _reach = [];

    public LoginModel(LoginHost host) => (Host, _settings) = (host, new ConnectionSettings(host));

    public LoginHost Host { get; }

    /// <summary>The account of files with this name; null: there is none that somebody could log in as.</summary>
    public HostAccount? Find(string user) =>
        Host.Accounts.FirstOrDefault(account => account.Name == user);

    /// <summary>The best answer over all means, or those with one key.</summary>
    /// <param name="user">The account.</param>
    /// <param name="source">The client's address.</param>
    /// <param name="fingerprint"><c>SHA256:…</c>; null: any means.</param>
    public LoginAnswer Ask(string user, IPAddress source, string? fingerprint = null)
    {
        if (Find(user) is not { } account)
        {
            return new([.. NetworkGates.Decide(Host.Filters, source), NoAccount(user)]);
        }

        var answers = LoginWays
            .Of(Host, account)
            .Where(means => Concerns(means, fingerprint))
            .Select(means => Ask(account, source, means))
            .ToList();
        return answers.Find(one => one.Verdict == LoginVerdict.Yes)
            ?? answers.Find(one => one.Verdict == LoginVerdict.Unknown)
            ?? answers.MaxBy(one =>
                one.Decisions.TakeWhile(decision => decision.Verdict != LoginVerdict.No).Count()
            )
            ?? new([.. NetworkGates.Decide(Host.Filters, source), NoWay(account, fingerprint)]);
    }

    /// <summary>Every gate for one account, source and means.</summary>
    public LoginAnswer Ask(HostAccount account, IPAddress source, LoginMeans means) =>
        new([.. NetworkGates.Decide(Host.Filters, source), .. AskSshd(account, source, means)]);

    /// <summary>The sources that reach sshd at all.</summary>
    public NetworkReach Reach(bool isVersion6) =>
        _reach.TryGetValue(isVersion6, out var known)
            ? known
            : _reach[isVersion6] = NetworkReach.Of(Host.Filters, isVersion6);

    /// <summary>True where sshd has an address of the family that others can dial, or that is not known.</summary>
    internal bool IsDialled(bool isVersion6) =>
        Host.Filters.Ruleset is null
        || Host.Filters.Sockets.Any(socket => socket.IsVersion6 == isVersion6);

    /// <summary>The gates behind the network.</summary>
    internal ImmutableArray<LoginDecision> AskSshd(
        HostAccount account,
        IPAddress source,
        LoginMeans means
    )
    {
        if (Host.Configuration is null)
        {
            return
            [
                new(
                    LoginGate.Configuration,
                    LoginVerdict.Unknown,
                    $"sshd's configuration is not known: {Host.ConfigurationUnknown}"
                ),
            ];
        }

        var connection = _settings.Connection(account, source);
        var attempt = new Attempt(
            Host,
            account,
            means,
            source.ToString(),
            _settings.For(connection)
        )
        {
            Anywhere = _settings.For(
                SshdConnection.Unspecified with
                {
                    User = account.Name,
                    Groups = account.Groups ?? [],
                }
            ),
            LooksNamesUp = _settings.LooksNamesUp,
        };
        LoginDecision[] doubt = _settings.Doubt(account, connection) is { } open ? [open] : [];
        return
        [
            .. doubt,
            .. AccountGates.Decide(attempt),
            .. MethodGates.Decide(attempt),
            .. Proof(attempt),
            .. SessionGates.Decide(attempt),
        ];
    }

    /// <summary>Does the account exist where files do not have it?</summary>
    public LoginDecision NoAccount(string user) =>
        Host.Directories is [var directory, ..]
            ? new(
                LoginGate.Account,
                LoginVerdict.Unknown,
                $"accounts of {directory} are not seen",
                "/etc/nsswitch.conf"
            )
        : Host.AccountsUnknown is { } reason ? new(LoginGate.Account, LoginVerdict.Unknown, reason)
        : new(
            LoginGate.Account,
            LoginVerdict.No,
            $"no account {user} that somebody could log in as",
            "/etc/passwd"
        );

    /// <summary>Why no means of an account leads in, where it has none that was asked about.</summary>
    internal LoginDecision NoWay(string user, string? fingerprint) =>
        Find(user) is { } account ? NoWay(account, fingerprint) : NoAccount(user);

    private static IEnumerable<LoginDecision> Proof(Attempt attempt) =>
        attempt.Means.Method switch
        {
            LoginMethod.Key => KeyGates.Decide(attempt),
            LoginMethod.Certificate => attempt.Means.Line is null
                ? CertificateGates.Decide(attempt)
                : KeyGates.Decide(attempt),
            LoginMethod.Password or LoginMethod.KeyboardInteractive =>
            [
                PasswordGate.Decide(attempt),
            ],
            LoginMethod.KeysCommand => [KeysCommand(attempt)],
            LoginMethod.UnseenKeys =>
            [
                new(LoginGate.Key, LoginVerdict.Unknown, attempt.Account.KeysUnknown ?? ""),
            ],
            LoginMethod.Gssapi =>
            [
                new(LoginGate.Method, LoginVerdict.Unknown, "Kerberos decides who is the user"),
            ],
            _ => [new(LoginGate.Method, LoginVerdict.Unknown, "the client host's word decides")],
        };

    private static LoginDecision KeysCommand(Attempt attempt)
    {
        const string keyword = "AuthorizedKeysCommand";
        return attempt.Value(keyword) is "" or "none" && attempt.Effective.IsSure(keyword)
            ? new(LoginGate.Key, LoginVerdict.No, "no command yields keys for this login")
            : new(
                LoginGate.Key,
                LoginVerdict.Unknown,
                "only AuthorizedKeysCommand knows the keys",
                attempt.Place(keyword)
            );
    }

    /// <summary>An authority's key opens nothing itself. A key that is in no file may still be what a command yields, or stand in a file that was not read.</summary>
    internal static bool Concerns(LoginMeans means, string? fingerprint) =>
        fingerprint is null
        || (means.Method == LoginMethod.Key && means.Fingerprint == fingerprint)
        || means.Method is LoginMethod.KeysCommand or LoginMethod.UnseenKeys;

    private static LoginDecision NoWay(HostAccount account, string? fingerprint) =>
        new(
            LoginGate.Key,
            LoginVerdict.No,
            fingerprint is null
                ? $"{account.Name} has neither a key nor a password"
                : $"the key is in no key file of {account.Name}"
        );
}
