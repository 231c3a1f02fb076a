using System.Collections.Frozen;
using static Fleet.Checks.Parsing.SshdConfig.SshdValueKind;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>The keywords of sshd_config(5), OpenSSH 6.6 to 10.x with the additions of Debian and Red Hat (<c>servconf.c</c>, table <c>keywords</c>).</summary>
internal static class SshdKeywords
{
    private static readonly FrozenDictionary<string, string> Flag = States("yes", "no");
    private static readonly FrozenDictionary<string, string> Forwarding = States(
        "yes",
        "all=yes",
        "no",
        "remote",
        "local"
    );

    private static readonly SshdKeyword[] Known =
    [
        new("Port", Port, false) { Merge = SshdMerge.All },
        new("ListenAddress", ListenAddress, false) { Merge = SshdMerge.All },
        new("AddressFamily", State, false)
        {
            States = States("inet", "inet6", "any"),
            Default = "any",
        },
        new("HostKey", FileName, false) { Merge = SshdMerge.All },
        new("HostCertificate", FileName, false) { Merge = SshdMerge.All, SilentWhenUnset = true },
        new("HostKeyAgent", Word, false) { Default = "none" },
        new("PidFile", FileName, false),
        new("ModuliFile", FileName, false),
        new("XAuthLocation", FileName, false),
        new("LoginGraceTime", Time, false) { Default = "120" },
        new("PermitRootLogin", State, true)
        {
            States = States(
                "prohibit-password",
                "without-password=prohibit-password",
                "forced-commands-only",
                "yes",
                "no"
            ),
        },
        new("SyslogFacility", LogFacility, false) { Default = "AUTH" },
        new("LogLevel", LogLevel, true) { Default = "INFO" },
        new("LogVerbose", Words, true) { SilentWhenUnset = true },
        new("IgnoreRhosts", State, true)
        {
            States = States("yes", "no", "shosts-only"),
            Default = "yes",
        },
        new("Compression", State, false)
        {
            States = States("yes", "delayed=yes", "no"),
            Default = "yes",
        },
        new("GatewayPorts", State, true)
        {
            States = States("clientspecified", "yes", "no"),
            Default = "no",
        },
        new("AllowTcpForwarding", State, true) { States = Forwarding, Default = "yes" },
        new("AllowStreamLocalForwarding", State, true) { States = Forwarding, Default = "yes" },
        new("PermitTunnel", State, true)
        {
            // The only words whose case sshd minds.
            States = States("no", "point-to-point", "ethernet", "yes")
                .ToFrozenDictionary(StringComparer.Ordinal),
            Default = "no",
        },
        new("PermitUserEnvironment", Word, false) { Default = "no" },
        new("RekeyLimit", RekeyLimit, true) { Default = "0 0" },
        new("AllowUsers", Patterns, true) { Merge = SshdMerge.All, SilentWhenUnset = true },
        new("DenyUsers", Patterns, true) { Merge = SshdMerge.All, SilentWhenUnset = true },
        new("AllowGroups", Patterns, true) { Merge = SshdMerge.All, SilentWhenUnset = true },
        new("DenyGroups", Patterns, true) { Merge = SshdMerge.All, SilentWhenUnset = true },
        new("AcceptEnv", Words, true) { Merge = SshdMerge.All, SilentWhenUnset = true },
        new("SetEnv", Words, true) { SilentWhenUnset = true },
        new("Subsystem", Subsystem, false) { Merge = SshdMerge.All, SilentWhenUnset = true },
        new("MaxStartups", MaxStartups, false)
        {
            Merge = SshdMerge.LastUntil101,
            Default = "10:30:100",
        },
        new("PerSourceMaxStartups", Word, false)
        {
            Since = new(8, 5),
            Merge = SshdMerge.LastUntil101,
            Default = "none",
        },
        new("PerSourceNetBlockSize", NetBlockSize, false)
        {
            Since = new(8, 5),
            Merge = SshdMerge.LastUntil101,
            Default = "32:128",
        },
        new("PerSourcePenalties", Depends, false),
        new("PerSourcePenaltyExemptList", Word, false),
        new("Banner", FileName, true) { Default = "none" },
        new("AuthorizedKeysFile", Words, true)
        {
            Default = ".ssh/authorized_keys .ssh/authorized_keys2",
        },
        new("AuthorizedPrincipalsFile", Word, true) { Default = "none" },
        new("AuthenticationMethods", Words, true) { Default = "any" },
        new("PermitOpen", Words, true) { Default = "any" },
        new("PermitListen", Words, true) { Since = new(7, 8), Default = "any" },
        new("PubkeyAuthOptions", Words, true) { Since = new(8, 4), Default = "none" },
        new("ForceCommand", Raw, true) { Default = "none" },
        new("VersionAddendum", Raw, false),
        new("AuthorizedKeysCommand", Raw, true) { Default = "none" },
        new("AuthorizedKeysCommandUser", Word, true) { Default = "none" },
        new("AuthorizedPrincipalsCommand", Raw, true) { Default = "none" },
        new("AuthorizedPrincipalsCommandUser", Word, true) { Default = "none" },
        new("ChrootDirectory", Word, true) { Default = "none" },
        new("TrustedUserCAKeys", FileName, true) { Default = "none" },
        new("RevokedKeys", FileName, true) { Default = "none" },
        new("SecurityKeyProvider", Word, false),
        new("SshdSessionPath", FileName, false),
        new("SshdAuthPath", FileName, false),
        new("RDomain", Word, true),
        new("IPQoS", Quality, true) { Merge = SshdMerge.LastUntil101 },
        new("StreamLocalBindMask", Octal, true)
        {
            Merge = SshdMerge.LastUntil101,
            Default = "0177",
        },
        new("FingerprintHash", Word, false) { Merge = SshdMerge.LastUntil101, Default = "SHA256" },
        new("UnusedConnectionTimeout", TimeOrNone, true) { Since = new(9, 2), Default = "none" },
        new("ChannelTimeout", Words, true) { SilentWhenUnset = true },
        new("RefuseConnection", State, true) { States = Flag },
        new("Ciphers", Algorithms, false),
        new("MACs", Algorithms, false),
        new("KexAlgorithms", Algorithms, false),
        new("HostKeyAlgorithms", Algorithms, false),
        new("PubkeyAcceptedAlgorithms", Algorithms, true),
        new("HostbasedAcceptedAlgorithms", Algorithms, true),
        new("CASignatureAlgorithms", Algorithms, true),
        new("GSSAPIKexAlgorithms", Algorithms, false),
        new("Match", Match, true),
        new("Include", Include, true),
        .. Flags(),
        .. Numbers(),
    ];

    private static readonly FrozenDictionary<string, string> Aliases = States(
        "hostdsakey=HostKey",
        "hostbasedacceptedkeytypes=HostbasedAcceptedAlgorithms",
        "pubkeyacceptedkeytypes=PubkeyAcceptedAlgorithms",
        "dsaauthentication=PubkeyAuthentication",
        "challengeresponseauthentication=KbdInteractiveAuthentication",
        "skeyauthentication=KbdInteractiveAuthentication",
        "keepalive=TCPKeepAlive",
        "rsaminsize=RequiredRSASize",
        "gssapikeyexchange=GSSAPIKeyExchange"
    );

    // An old name that may not stand where its new one may.
    private const string OnlyGlobal = "DSAAuthentication";

    private static readonly string[] Ignored =
    [
        "Protocol",
        "PAMAuthenticationViaKbdInt",
        "ServerKeyBits",
        "KeyRegenerationInterval",
        "RhostsAuthentication",
        "RhostsRSAAuthentication*",
        "RSAAuthentication*",
        "KerberosTGTPassing",
        "AFSTokenPassing",
        "KerberosGetAFSToken",
        "CheckMail",
        "UseLogin",
        "VerifyReverseMapping",
        "ReverseMappingCheck",
        "AuthorizedKeysFile2*",
        "UsePrivilegeSeparation",
    ];

    private static readonly FrozenDictionary<string, SshdKeyword> ByName = Known
        .Concat(
            Ignored.Select(name => new SshdKeyword(
                name.TrimEnd('*'),
                SshdValueKind.Ignored,
                name.EndsWith('*')
            ))
        )
        .ToFrozenDictionary(keyword => keyword.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The keywords that have a value of their own.</summary>
    public static IEnumerable<SshdKeyword> WithValue =>
        Known.Where(k => k.Kind is not (Match or Include));

    /// <summary>Finds a keyword by any spelling or old name; null where sshd would not know it.</summary>
    public static SshdKeyword? Find(string word)
    {
        var keyword = ByName.GetValueOrDefault(Aliases.GetValueOrDefault(word, word));
        return OnlyGlobal.Equals(word, StringComparison.OrdinalIgnoreCase)
            ? keyword! with
            {
                InMatch = false,
            }
            : keyword;
    }

    /// <summary>The manual's spelling of a keyword that <c>sshd -T</c> prints in lower case; as it stands where we do not know it.</summary>
    public static string Spelling(string word) => Find(word)?.Name ?? word;

    private static IEnumerable<SshdKeyword> Flags() =>
        from entry in (string[])
            [
                "UsePAM=no",
                "StrictModes=yes",
                "IgnoreUserKnownHosts=no",
                "PrintMotd=yes",
                "PrintLastLog=yes",
                "TCPKeepAlive=yes",
                "UseDNS=no",
                "KerberosOrLocalPasswd",
                "KerberosTicketCleanup",
                "GSSAPICleanupCredentials",
                "GSSAPIStrictAcceptorCheck",
                "GSSAPIKeyExchange",
                "GSSAPIStoreCredentialsOnRekey",
                "GSSAPIEnablek5users",
                "DebianBanner",
                "HostbasedAuthentication*=no",
                "HostbasedUsesNameFromPacketOnly*=no",
                "PubkeyAuthentication*=yes",
                "KerberosAuthentication*",
                "GSSAPIAuthentication*",
                "PasswordAuthentication*=yes",
                "KbdInteractiveAuthentication*=yes",
                "X11Forwarding*=no",
                "X11UseLocalhost*=yes",
                "PermitTTY*=yes",
                "PermitUserRC*=yes",
                "PermitEmptyPasswords*=no",
                "AllowAgentForwarding*=yes",
                "DisableForwarding*=no",
                "StreamLocalBindUnlink*=no",
                "ExposeAuthInfo*=no",
            ]
        let parts = entry.Split('=')
        select new SshdKeyword(parts[0].TrimEnd('*'), State, parts[0].EndsWith('*'))
        {
            States = Flag,
            Default = parts.ElementAtOrDefault(1),
        };

    private static IEnumerable<SshdKeyword> Numbers() =>
        [
            new("MaxAuthTries", Integer, true) { Default = "6" },
            new("MaxSessions", Integer, true) { Default = "10" },
            new("X11DisplayOffset", Integer, true) { Default = "10" },
            new("ClientAliveInterval", Time, true) { Default = "0" },
            new("ClientAliveCountMax", Integer, true) { Default = "3" },
            new("RequiredRSASize", Integer, true) { Since = new(9, 1), Default = "1024" },
        ];

    // "word" stands for itself, "word=meaning" for another.
    private static FrozenDictionary<string, string> States(params string[] words) =>
        words.ToFrozenDictionary(
            word => word.Split('=')[0],
            word => word.Split('=')[^1],
            StringComparer.OrdinalIgnoreCase
        );
}
