using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.AuthorizedKeys;

/// <summary>What a key may do that otherwise a key may (sshd(8), AUTHORIZED_KEYS FILE FORMAT).</summary>
[Flags]
public enum KeyPermits
{
    None = 0,
    PortForwarding = 1,
    AgentForwarding = 2,
    X11Forwarding = 4,
    Pty = 8,
    UserRc = 16,
    All = PortForwarding | AgentForwarding | X11Forwarding | Pty | UserRc,
}

/// <summary>The options in front of a key (OpenSSH <c>auth-options.c</c>, <c>sshauthopt_parse</c>).</summary>
public sealed record KeyOptions
{
    public static KeyOptions None { get; } = new();

    public KeyPermits Permits { get; init; } = KeyPermits.All;

    public bool Restricted { get; init; }

    /// <summary>The key signs certificates; it never lets anybody in itself.</summary>
    public bool IsCertificateAuthority { get; init; }

    /// <summary>False after <c>no-touch-required</c>: a security key need not be touched.</summary>
    public bool TouchRequired { get; init; } = true;

    public bool VerifyRequired { get; init; }

    public string? Command { get; init; }

    public string? Principals { get; init; }

    /// <summary>A pattern list of addresses and names.</summary>
    public string? From { get; init; }

    /// <summary><c>YYYYMMDD[HHMM[SS]][Z]</c> as written, the earliest of several; local time without the Z.</summary>
    public string? ExpiryTime { get; init; }

    /// <summary><c>NAME=value</c>; of one name the first counts.</summary>
    public ImmutableArray<string> Environment { get; init; } = [];

    public ImmutableArray<string> PermitOpen { get; init; } = [];

    /// <summary>Each with its host: a port alone stands for <c>*:PORT</c>.</summary>
    public ImmutableArray<string> PermitListen { get; init; } = [];

    public string? Tunnel { get; init; }
}
