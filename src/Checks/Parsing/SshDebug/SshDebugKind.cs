namespace Fleet.Checks.Parsing.SshDebug;

/// <summary>What a line of <c>ssh -v</c> says (OpenSSH <c>ssh.c</c>, <c>sshconnect.c</c>, <c>sshconnect2.c</c>, <c>kex.c</c>, <c>clientloop.c</c>).</summary>
public enum SshDebugKind
{
    /// <summary>A line that decides nothing, or that another program wrote.</summary>
    Unspecified = 0,

    /// <summary>The client names its own release: release.</summary>
    LocalVersion,

    /// <summary>host, reason.</summary>
    ResolveFailed,

    /// <summary>host, address, port.</summary>
    Connecting,

    /// <summary>One address failed: address, port, reason.</summary>
    AddressFailed,

    /// <summary>No address is left: host, port, reason.</summary>
    ConnectFailed,
    Connected,

    /// <summary>A line that the server says before it names itself: text.</summary>
    LineBeforeBanner,

    /// <summary>software.</summary>
    RemoteVersion,

    /// <summary>The connection ended before the server named itself: reason.</summary>
    BannerFailed,

    /// <summary>What the server said instead of its name: text.</summary>
    BadBanner,

    /// <summary>host, port, user.</summary>
    AuthenticatingTo,
    KexInitSent,
    KexInitReceived,

    /// <summary>method.</summary>
    KexAlgorithm,

    /// <summary>algorithm.</summary>
    HostKeyAlgorithm,

    /// <summary>The answer of the key exchange is awaited.</summary>
    KexReplyAwaited,

    /// <summary>what, the server's offer.</summary>
    NegotiationFailed,

    /// <summary>type, fingerprint.</summary>
    ServerHostKey,

    /// <summary>type.</summary>
    HostKeyMatches,

    /// <summary>file:line.</summary>
    HostKeyFound,
    HostKeyChanged,

    /// <summary>type, file, line.</summary>
    OffendingKey,
    HostKeyRevoked,

    /// <summary>type, host.</summary>
    HostKeyNotKnown,
    HostKeyFailed,

    /// <summary>The key exchange is done.</summary>
    NewKeys,

    /// <summary>algorithms.</summary>
    ServerSignatures,

    /// <summary>path, type; type -1: no such file, or none that can be read.</summary>
    IdentityFile,

    /// <summary>path and what follows it.</summary>
    WillAttempt,

    /// <summary>number.</summary>
    AgentKeys,

    /// <summary>methods, joined by commas.</summary>
    CanContinue,

    /// <summary>method.</summary>
    NextMethod,

    /// <summary>path, type, fingerprint and what follows it (<c>explicit</c>, <c>agent</c>).</summary>
    Offering,

    /// <summary>The same.</summary>
    Accepted,

    /// <summary>path.</summary>
    TryingFile,
    NoMutualSignature,
    NoMoreMethods,

    /// <summary>method.</summary>
    PartialSuccess,

    /// <summary>method.</summary>
    Authenticated,

    /// <summary>methods, joined by commas.</summary>
    PermissionDenied,
    TooManyFailures,

    /// <summary>mode, path.</summary>
    KeyTooOpen,

    /// <summary>path, reason.</summary>
    KeyNotLoaded,

    /// <summary>path.</summary>
    BadConfigOwner,
    SessionEntered,

    /// <summary>status.</summary>
    ExitStatus,

    /// <summary>signal.</summary>
    ExitSignal,

    /// <summary>The server says why it did what it did: text.</summary>
    Remote,

    /// <summary>The connection was closed: by whom.</summary>
    Closed,

    /// <summary>The connection was reset: by whom.</summary>
    Reset,

    /// <summary>The server ends it: reason.</summary>
    Disconnect,

    /// <summary>Nothing was heard: of what.</summary>
    TimedOut,
    PasswordExpired,
}
