using System.Collections.Immutable;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Access.Pam;
using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.AuthorizedKeys;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.HostsAccess;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.Logins;

/// <summary>All that decides who may log in to one host, from its documents and facts. What could not be read is null or comes with its reason.</summary>
public sealed record LoginHost
{
    /// <summary>sshd_config with its includes; null where it is not known (<see cref="ConfigurationUnknown"/>).</summary>
    public required SshdEvaluations? Sshd { get; init; }

    public SshdConfiguration? Configuration => Sshd?.Configuration;

    public string ConfigurationUnknown { get; init; } = "";

    /// <summary>The accounts of files that somebody could log in as.</summary>
    public required ImmutableArray<HostAccount> Accounts { get; init; }

    /// <summary>Why there may be more of them; null where these are all.</summary>
    public string? AccountsUnknown { get; init; }

    /// <summary>Where accounts are looked up besides files (nsswitch.conf): <c>sss</c>, <c>ldap</c>, <c>winbind</c>.</summary>
    public ImmutableArray<string> Directories { get; init; } = [];

    public required HostFilters Filters { get; init; }

    public required HostPam Pam { get; init; }

    /// <summary>nologin files that exist.</summary>
    public ImmutableArray<string> NoLogin { get; init; } = [];

    /// <summary>Why others may exist; null where none do.</summary>
    public string? NoLoginUnknown { get; init; }

    /// <summary>Keys in the files that TrustedUserCAKeys names.</summary>
    public ImmutableArray<HostAuthority> Authorities { get; init; } = [];

    /// <summary>Why there may be more of them; null where these are all.</summary>
    public string? AuthoritiesUnknown { get; init; }

    /// <summary>Files that RevokedKeys names, by path.</summary>
    public ImmutableDictionary<string, RevokedKeys> Revoked { get; init; } =
        ImmutableDictionary<string, RevokedKeys>.Empty;

    /// <summary>The moment asked about: keys and accounts expire.</summary>
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>What stands before sshd.</summary>
public sealed record HostFilters
{
    /// <summary>The packet filters; null where they are not known (<see cref="FirewallUnknown"/>).</summary>
    public FirewallRuleset? Ruleset { get; init; }

    public string FirewallUnknown { get; init; } = "";

    /// <summary>sshd's sockets as questions from anywhere; empty: none that others can dial.</summary>
    public ImmutableArray<ConnectionQuestion> Sockets { get; init; } = [];

    /// <summary>False where sshd is built without tcp_wrappers.</summary>
    public bool HasWrappers { get; init; }

    public HostsAccessFile HostsAllow { get; init; } = HostsAccessFile.Empty;

    public HostsAccessFile HostsDeny { get; init; } = HostsAccessFile.Empty;

    /// <summary>Why tcp_wrappers are not known; null where they are.</summary>
    public string? WrappersUnknown { get; init; }
}

/// <summary>PAM's stacks for sshd.</summary>
public sealed record HostPam
{
    /// <summary>Null where it is not known (<see cref="Unknown"/>).</summary>
    public PamStack? Account { get; init; }

    public PamStack? Auth { get; init; }

    public string Unknown { get; init; } = "";

    /// <summary>A file's text by path, as stored; null where it is not there.</summary>
    public Func<string, string?> Text { get; init; } = _ => null;

    /// <summary>Rules of access.conf and access.d for a module that asks for them, each with its file.</summary>
    public Func<
        PamModule,
        ImmutableArray<(string Path, Parsing.Pam.AccessRule Rule)>
    > AccessRules { get; init; } = _ => [];

    /// <summary>True for a module whose file is not installed.</summary>
    public Func<PamModule, bool> IsMissing { get; init; } = _ => false;
}

/// <summary>An authority whose certificates let people in.</summary>
public sealed record HostAuthority(string Fingerprint, string KeyType, string Path, string Source);

/// <summary>A file that RevokedKeys names.</summary>
/// <param name="Unknown">Why what it revokes is not known; null where it is.</param>
/// <param name="IsMissing">It is not there or unreadable: sshd then refuses every key.</param>
/// <param name="Fingerprints">The keys it revokes.</param>
public sealed record RevokedKeys(
    string? Unknown,
    bool IsMissing,
    ImmutableHashSet<string> Fingerprints
);

/// <summary>A key file of an account.</summary>
/// <param name="Path">As sshd opens it.</param>
/// <param name="Keys">Its lines.</param>
/// <param name="Accepted">Whether sshd reads it: rights, kind, StrictModes.</param>
/// <param name="Words">Why not, or why that is not known.</param>
public sealed record KeyFile(
    string Path,
    AuthorizedKeysFile Keys,
    LoginVerdict Accepted,
    string Words
);

/// <summary>One account of the host's files. Null stands for what is not known.</summary>
public sealed record HostAccount
{
    public required string Name { get; init; }

    public uint? Uid { get; init; }

    /// <summary>True for an account of a person as the distribution counts them (UID_MIN to UID_MAX; 1000 and up).</summary>
    public bool IsPersonal => Uid is >= FirstPerson and < Nobody;

    /// <summary>Its groups by name, the primary one first.</summary>
    public ImmutableArray<string>? Groups { get; init; }

    public PasswordState? Password { get; init; }

    /// <summary>The first moment at which it has expired for PAM; sshd itself waits a day longer. Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The first moment at which the password must be changed; null: never.</summary>
    public DateTimeOffset? ChangeDueAt { get; init; }

    /// <summary>The first moment at which it was not changed for too long, and the account is refused; null: never.</summary>
    public DateTimeOffset? InactiveAt { get; init; }

    /// <summary>Why password, expiry and ageing are not known; null where they are.</summary>
    public string? PasswordUnknown { get; init; }

    /// <summary>What is wrong with the shell as sshd asks for it; empty: nothing.</summary>
    public string ShellProblem { get; init; } = "";

    public string? ShellUnknown { get; init; }

    public string Shell { get; init; } = "";

    /// <summary>False where the shell only says no.</summary>
    public bool HasLoginShell { get; init; } = true;

    public ImmutableArray<KeyFile> KeyFiles { get; init; } = [];

    /// <summary>Why there may be more keys; null where these are all.</summary>
    public string? KeysUnknown { get; init; }

    /// <summary>The principals its AuthorizedPrincipalsFile names; null where there is no such file.</summary>
    public ImmutableArray<string>? Principals { get; init; }

    public string? PrincipalsUnknown { get; init; }

    private const uint FirstPerson = 1000;
    private const uint Nobody = 65534;
}
