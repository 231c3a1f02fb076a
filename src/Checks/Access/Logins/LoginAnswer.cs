using System.Collections.Immutable;

namespace Fleet.Checks.Access.Logins;

/// <summary>May somebody log in? Three answers, never two.</summary>
public enum LoginVerdict
{
    Unspecified = 0,
    Yes,
    No,
    Unknown,
}

/// <summary>What a login must pass, in the order in which a connection meets it.</summary>
public enum LoginGate
{
    Unspecified = 0,

    /// <summary>The host's packet filters, bans among them.</summary>
    Firewall,

    /// <summary>hosts.allow and hosts.deny.</summary>
    TcpWrappers,

    /// <summary>sshd's files, as far as they can be told for this connection.</summary>
    Configuration,

    /// <summary>The account exists.</summary>
    Account,

    /// <summary>Locked or expired, as sshd itself sees it without PAM.</summary>
    Lock,
    Shell,

    /// <summary>DenyUsers, AllowUsers, DenyGroups, AllowGroups.</summary>
    UserLists,
    RootLogin,

    /// <summary>The method is offered, and AuthenticationMethods is content with it.</summary>
    Method,

    /// <summary>sshd reads the key file (StrictModes, permissions).</summary>
    KeyFile,

    /// <summary>The key, with its options.</summary>
    Key,
    Certificate,
    Password,

    /// <summary>PAM's account stage.</summary>
    Pam,
    NoLogin,

    /// <summary>Whether the session that follows is of any use.</summary>
    Session,
}

/// <summary>What one gate says.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Verdict">Whether it lets through.</param>
/// <param name="Words">Why, in a few words; text from the host in it is raw.</param>
/// <param name="Source">The deciding line (<c>/etc/ssh/sshd_config:33</c>) or rule; empty: none decides by itself.</param>
public sealed record LoginDecision(
    LoginGate Gate,
    LoginVerdict Verdict,
    string Words,
    string Source = ""
);

/// <summary>What all gates say, in their order. A login must pass every one of them.</summary>
public sealed record LoginAnswer(ImmutableArray<LoginDecision> Decisions)
{
    public LoginVerdict Verdict =>
        Decisions.Any(one => one.Verdict == LoginVerdict.No) ? LoginVerdict.No
        : Decisions.Any(one => one.Verdict == LoginVerdict.Unknown) ? LoginVerdict.Unknown
        : LoginVerdict.Yes;

    /// <summary>The first gate that refuses; else the first that is not known; else what lets in: the key, the password, the certificate.</summary>
    public LoginDecision Deciding =>
        Decisions.FirstOrDefault(one => one.Verdict == LoginVerdict.No)
        ?? Decisions.FirstOrDefault(one => one.Verdict == LoginVerdict.Unknown)
        ?? Decisions.LastOrDefault(one =>
            one.Gate is LoginGate.Key or LoginGate.Certificate or LoginGate.Password
        )
        ?? Decisions[^1];
}
