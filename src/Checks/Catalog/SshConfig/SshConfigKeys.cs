using System.Collections.Immutable;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.SshConfig;

/// <summary>The keys that ssh.config reports.</summary>
internal static class SshConfigKeys
{
    public const string Prefix = "sshd_config";
    public const string Loaded = "sshd_config_loaded";
    public const string Mode = "sshd_config_mode";
    public const string Modified = "sshd_config_mtime";

    /// <summary>Keywords whose change matters by itself, with what they decide and an example.</summary>
    private static readonly (string Keyword, string Meaning, string Example)[] Watched =
    [
        ("PasswordAuthentication", "Passwords are accepted.", "no"),
        ("PubkeyAuthentication", "Public keys are accepted.", "yes"),
        (
            "KbdInteractiveAuthentication",
            "Keyboard-interactive (PAM: passwords, one-time codes) is accepted.",
            "no"
        ),
        (
            "PermitRootLogin",
            "Whether and how root may log in; without-password is written prohibit-password.",
            "prohibit-password"
        ),
        ("PermitEmptyPasswords", "Accounts without a password may log in.", "no"),
        (
            "AllowUsers",
            "Only these may log in; the key is absent where there is no such list.",
            "alice bob@10.0.0.0/8"
        ),
        ("AllowGroups", "Only members of these groups may log in.", "ssh-users"),
        ("DenyUsers", "These may not log in.", "mallory"),
        ("DenyGroups", "Members of these groups may not log in.", "guests"),
        ("Port", "The ports of addresses that name none.", "22"),
        ("ListenAddress", "The sockets the configuration asks for, sorted.", "0.0.0.0:22 [::]:22"),
        ("AddressFamily", "any, inet or inet6.", "any"),
        ("StrictModes", "Keys under paths that others may write are ignored.", "yes"),
        ("AuthorizedKeysFile", "Where users' keys are looked for.", ".ssh/authorized_keys"),
        ("AuthorizedKeysCommand", "A program that yields keys.", "none"),
        ("AuthorizedKeysCommandUser", "Who runs that program.", "nobody"),
        ("AuthorizedPrincipalsFile", "Which certificate principals may become which user.", "none"),
        ("TrustedUserCAKeys", "Authorities whose user certificates are accepted.", "none"),
        ("RevokedKeys", "Keys that are refused; an unreadable file refuses all.", "none"),
        ("AuthenticationMethods", "Which methods must succeed, in which combination.", "any"),
        ("HostbasedAuthentication", "Trust in the client host's own word.", "no"),
        ("GSSAPIAuthentication", "Kerberos tickets are accepted.", "no"),
        ("HostKey", "The keys by which this host proves itself.", "/etc/ssh/ssh_host_ed25519_key"),
        ("MaxAuthTries", "Attempts a connection.", "6"),
        ("MaxSessions", "Sessions a connection.", "10"),
        (
            "MaxStartups",
            "Connections that may be unauthenticated at once, start:rate:full.",
            "10:30:100"
        ),
        ("LoginGraceTime", "Seconds to log in; 0: no limit.", "120"),
        ("UsePAM", "PAM decides about accounts and sessions too.", "yes"),
        ("UseDNS", "Clients' names are looked up.", "no"),
        ("X11Forwarding", "X11 may be forwarded.", "no"),
        ("AllowTcpForwarding", "Ports may be forwarded.", "yes"),
        ("GatewayPorts", "Forwarded ports may listen for other hosts.", "no"),
        ("PermitUserEnvironment", "Users may set variables before their shell.", "no"),
        ("Ciphers", "Ciphers offered.", "chacha20-poly1305@openssh.com,aes128-ctr"),
        ("MACs", "Integrity codes offered.", "hmac-sha2-256-etm@openssh.com"),
        ("KexAlgorithms", "Key exchanges offered.", "curve25519-sha256"),
        ("HostKeyAlgorithms", "Host key signatures offered.", "ssh-ed25519"),
        ("PubkeyAcceptedAlgorithms", "User key signatures accepted.", "ssh-ed25519"),
        ("LogLevel", "How much sshd logs.", "INFO"),
        ("ChrootDirectory", "The root of sessions.", "none"),
        ("ForceCommand", "A command that replaces every user's own.", "none"),
        ("Subsystem", "Services such as sftp.", "sftp /usr/lib/openssh/sftp-server"),
    ];

    /// <summary>The declarations: what is watched, then everything else that sshd -T prints.</summary>
    public static ImmutableArray<KeyDeclaration> Declared { get; } =
    [
        .. Watched.Select(w => new KeyDeclaration(
            $"{Prefix}/{w.Keyword}",
            KeyUse.Watched,
            w.Meaning,
            w.Example
        )),
        new(
            Loaded,
            KeyUse.Watched,
            "The running daemon has loaded the files as they are; otherwise which file is newer.",
            "no: /etc/ssh/sshd_config.d/50-x.conf is newer than the running daemon",
            "ssh.service/running"
        ),
        new(
            $"{Mode}/**",
            KeyUse.Inventory,
            "Permissions and owners of sshd_config and of each file that it includes.",
            "-rw------- root:root"
        ),
        new(
            $"{Modified}/**",
            KeyUse.Inventory,
            "When sshd_config or a file that it includes was last written, UTC, as the file itself has it: what a package brings keeps the time it was packed at.",
            "2026-11-22T14:05:11Z"
        ),
        new($"{Prefix}/*", KeyUse.Inventory, "Any other keyword that sshd -T prints.", "yes"),
    ];

    public static string Of(string keyword) => $"{Prefix}/{keyword}";

    public static string ModifiedOf(string path) => Modified + Escaped(path);

    public static string ModeOf(string path) => Mode + Escaped(path);

    private static string Escaped(string path) =>
        string.Join('/', path.Split('/').Select(FactKey.Segment));
}
