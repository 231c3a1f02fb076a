namespace Fleet.Checks.Diagnosis;

/// <summary>The stages that a connection passes, in its order.</summary>
public enum GateId
{
    Unspecified = 0,

    /// <summary>The name resolves.</summary>
    Name,

    /// <summary>What it resolves to is the host's.</summary>
    Address,

    /// <summary>The client has a way there.</summary>
    Route,

    /// <summary>The client's own machine lets the packets out.</summary>
    SourceFirewall,

    /// <summary>The host's rulesets let them in.</summary>
    Firewall,

    /// <summary>No tool that bans has the client's address.</summary>
    Ban,

    /// <summary>sshd takes connections there.</summary>
    Listener,

    /// <summary>It names itself before it closes.</summary>
    Banner,

    /// <summary>Both sides have algorithms in common.</summary>
    KeyExchange,

    /// <summary>The client trusts the host's key.</summary>
    HostKey,

    /// <summary>sshd's lists let the user in.</summary>
    User,

    /// <summary>A method that both sides want.</summary>
    Method,

    /// <summary>The host knows the client's key, and its line does not exclude it.</summary>
    Key,

    /// <summary>sshd may read the key files and trusts their paths.</summary>
    Paths,

    /// <summary>SELinux or AppArmor does not stand in the way.</summary>
    Mac,

    /// <summary>The account exists and is neither locked nor expired.</summary>
    Account,

    /// <summary>PAM's account stage lets the user in.</summary>
    Pam,

    /// <summary>PAM opens the session and no limit ends it.</summary>
    Session,

    /// <summary>The shell runs.</summary>
    Shell,
}
