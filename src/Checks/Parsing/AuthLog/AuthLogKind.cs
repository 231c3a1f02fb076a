namespace Fleet.Checks.Parsing.AuthLog;

/// <summary>What a line of sshd's log says. The stable name of a kind (<see cref="AuthLogKinds.Name"/>) is its member in snake_case.</summary>
public enum AuthLogKind : byte
{
    /// <summary>Not a line of sshd, or one that says nothing we count.</summary>
    Unspecified = 0,

    // auth.c auth_log(): "Accepted METHOD for USER from ADDRESS port N ssh2[: key]"
    AcceptedPublickey,
    AcceptedPassword,
    AcceptedKeyboardInteractive,
    AcceptedHostbased,
    AcceptedGssapi,
    AcceptedOther,

    // auth.c auth_log(): "Failed METHOD for [invalid user ]USER from ..."
    FailedPassword,
    FailedPublickey,
    FailedKeyboardInteractive,
    FailedHostbased,
    FailedGssapi,
    FailedNone,
    FailedOther,

    /// <summary>One of several required methods succeeded (AuthenticationMethods).</summary>
    PartialAuth,

    /// <summary>A method is under way (VERBOSE).</summary>
    PostponedAuth,
    InvalidUser,
    ConnectionFrom,
    ConnectionClosed,
    ConnectionClosedPreauth,
    ConnectionReset,
    ConnectionResetPreauth,
    Disconnected,
    DisconnectedPreauth,
    ReceivedDisconnect,
    ReceivedDisconnectPreauth,

    /// <summary>The server ends it for another reason than the ones with a kind of their own.</summary>
    Disconnecting,
    TooManyAuthFailures,
    MaxAuthExceeded,
    UsernameChanged,

    /// <summary>AllowUsers, DenyUsers, AllowGroups or DenyGroups (auth.c allowed_user()).</summary>
    NotAllowed,
    AccountLocked,

    /// <summary>The login shell does not exist or cannot be executed: refused before authentication.</summary>
    ShellRefused,
    RootLoginRefused,

    /// <summary>StrictModes: a path to the keys is owned or writable by others.</summary>
    BadOwnership,
    CouldNotOpenKeys,

    /// <summary>The key is right, but from= names other places.</summary>
    SourceNotPermitted,
    RefusedByOptions,
    CertificateRefused,
    KeyRevoked,

    /// <summary>RevokedKeys could not be read: every key is refused.</summary>
    RevocationCheckFailed,
    KeyTypeRefused,
    KeyTooShort,
    KeysCommandFailed,
    ChrootRefused,
    SubsystemFailed,
    UnableToNegotiate,
    MaxstartupsDrop,
    MaxstartupsBegin,
    MaxstartupsEnd,
    PenaltyDrop,
    PenaltyActivated,

    /// <summary>tcp_wrappers (hosts.allow, hosts.deny).</summary>
    RefusedConnect,
    PamAuthFailure,
    PamUserUnknown,
    PamAccountExpired,
    PamPasswordExpired,
    PamAccessDenied,

    /// <summary>"Access denied for user U by PAM account configuration".</summary>
    PamAccountDenied,
    PamFaillock,
    PamSessionFailed,
    BreakInAttempt,
    NoIdentification,
    BadProtocol,
    PacketCorrupt,

    /// <summary>LoginGraceTime passed.</summary>
    Timeout,

    /// <summary>ClientAliveCountMax passed.</summary>
    ClientTimeout,
    BindFailed,
    HostKeyUnusable,
    NoHostKeys,
    PrivsepMissing,
    ConfigError,
    VersionMismatch,
    ForkFailed,
    ServerListening,
    ReceivedSighup,
    Terminated,
    SessionOpened,
    SessionClosed,
}
