namespace Fleet.Checks.Diagnosis.Client;

/// <summary>How far a client came.</summary>
public enum Milestone
{
    Unspecified = 0,

    /// <summary>The name gave an address.</summary>
    Resolved,

    /// <summary>The kernel has a way to it.</summary>
    Routed,

    /// <summary>TCP connected.</summary>
    Connected,

    /// <summary>The server named itself.</summary>
    Identified,

    /// <summary>Both sides have algorithms in common.</summary>
    Agreed,

    /// <summary>The client took the host's key.</summary>
    HostTrusted,

    /// <summary>The server says that the client's key is one of the user's.</summary>
    KeyKnown,

    /// <summary>The server accepted the user.</summary>
    Authenticated,

    /// <summary>A session was opened and something ran in it.</summary>
    SessionOpened,

    /// <summary>The command of the attempt ended with 0.</summary>
    ShellRan,
}
