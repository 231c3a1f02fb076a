using System.Collections.Frozen;
using Fleet.Checks.Parsing.SshdConfig;
using static Fleet.Checks.Parsing.SshConfig.ClientValueKind;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>The keywords of ssh_config(5), OpenSSH 6.6 to 10.x with the additions of Debian and Red Hat (<c>readconf.c</c>, table <c>keywords</c>).</summary>
internal static class ClientKeywords
{
    private const string YesNo = "yes,no,true=yes,false=no";

    private static readonly ClientKeyword[] Known =
    [
        new("Host", ClientValueKind.Host),
        new("Match", Match),
        new("Include", Include),
        new("Port", Port) { Default = "22" },
        new("RekeyLimit", RekeyLimit) { Default = "0 0" },
        new("IdentityFile", Word) { Merge = ClientMerge.All },
        new("CertificateFile", Word) { Merge = ClientMerge.All },
        new("ProxyJump", Jump) { NoneIsUnset = true },
        new("LocalForward", Forward) { Merge = ClientMerge.All },
        new("RemoteForward", Forward) { Merge = ClientMerge.All },
        new("DynamicForward", Forward) { Merge = ClientMerge.All },
        new("PermitRemoteOpen", RemoteOpen) { Default = "any", Since = new(8, 5) },
        new("EscapeChar", EscapeChar) { Default = "~" },
        new("SendEnv", SendEnv) { Merge = ClientMerge.All, DependsOnBuild = false },
        new("SetEnv", SetEnv),
        new("ControlPersist", ControlPersist) { Default = "no" },
        new("TunnelDevice", TunnelDevice) { Default = "any:any" },
        new("IPQoS", Quality) { DependsOnBuild = true },
        new("StreamLocalBindMask", Octal) { Merge = ClientMerge.LastAnywhere, Default = "0177" },
        new("FingerprintHash", Hash) { Default = "SHA256" },
        new("AddKeysToAgent", AddKeysToAgent) { Default = "no" },
        new("IdentityAgent", AgentPath),
        new("ForwardAgent", ForwardAgent) { Default = "no" },
        new("CanonicalizePermittedCNAMEs", Cnames) { Default = "none" },
        new("LogLevel", LogLevel) { Default = "INFO" },
        new("SyslogFacility", LogFacility) { Merge = ClientMerge.FirstAnywhere, Default = "USER" },
        new("HostKeyAlias", LowerWord),
        .. Many(
            Words,
            "GlobalKnownHostsFile=/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2",
            "UserKnownHostsFile=~/.ssh/known_hosts ~/.ssh/known_hosts2",
            "CanonicalDomains=none",
            "LogVerbose=none",
            "ChannelTimeout=none"
        ),
        .. Many(
            Word,
            "Hostname",
            "User",
            "KbdInteractiveDevices",
            "PreferredAuthentications",
            "BindAddress",
            "BindInterface",
            "ControlPath!",
            "RevokedHostKeys!",
            "PKCS11Provider!",
            "SecurityKeyProvider?!",
            "XAuthLocation?",
            "IgnoreUnknown",
            "Tag",
            "RefuseConnection",
            "VersionAddendum",
            "GSSAPIClientIdentity",
            "GSSAPIServerIdentity",
            "GSSAPIKexAlgorithms?"
        ),
        .. Many(Raw, "ProxyCommand!", "LocalCommand!", "RemoteCommand!", "KnownHostsCommand!"),
        .. Many(
            Algorithms,
            "Ciphers",
            "MACs",
            "KexAlgorithms",
            "HostKeyAlgorithms",
            "CASignatureAlgorithms",
            "HostbasedAcceptedAlgorithms",
            "PubkeyAcceptedAlgorithms"
        ),
        .. Many(
            Integer,
            "ConnectionAttempts=1",
            "NumberOfPasswordPrompts=3",
            "ServerAliveCountMax=3",
            "CanonicalizeMaxDots=1",
            "RequiredRSASize=1024"
        ),
        .. Many(Time, "ConnectTimeout=none", "ForwardX11Timeout=1200", "ServerAliveInterval=0"),
        .. States(
            YesNo,
            "ForwardX11=no",
            "ForwardX11Trusted?",
            "ExitOnForwardFailure=no",
            "GatewayPorts=no",
            "PasswordAuthentication=yes",
            "KbdInteractiveAuthentication=yes",
            "HostbasedAuthentication=no",
            "IdentitiesOnly=no",
            "BatchMode=no",
            "CheckHostIP",
            "TCPKeepAlive=yes",
            "ClearAllForwardings=no",
            "EnableSSHKeysign=no",
            "NoHostAuthenticationForLocalhost=no",
            "HashKnownHosts=no",
            "PermitLocalCommand=no",
            "VisualHostKey=no",
            "StdinNull=no",
            "ForkAfterAuthentication=no",
            "ProxyUseFdpass=no",
            "CanonicalizeFallbackLocal=yes",
            "StreamLocalBindUnlink=no",
            "EnableEscapeCommandline=no",
            "GSSAPIAuthentication?=no",
            "GSSAPIDelegateCredentials?=no",
            "GSSAPIKeyExchange?=no",
            "GSSAPITrustDns?=no",
            "GSSAPIRenewalForcesRekey?=no",
            "WarnWeakCrypto=yes"
        ),
        .. States(YesNo + ",ask", "VerifyHostKeyDNS=no", "UpdateHostKeys"),
        .. States(YesNo + ",ask,accept-new,off=no", "StrictHostKeyChecking=ask"),
        .. States("yes,no", "Compression=no"),
        .. States("inet,inet6,any", "AddressFamily=any"),
        .. States(YesNo + ",auto,ask,autoask", "ControlMaster=no"),
        .. States(
            "no,false=no,yes=point-to-point,true=point-to-point,ethernet,point-to-point",
            "Tunnel=no"
        ),
        .. States(YesNo + ",force,auto", "RequestTTY=auto"),
        .. States("none,subsystem,default", "SessionType=default"),
        .. States(YesNo + ",always", "CanonicalizeHostname=no"),
        .. States(YesNo + ",unbound,host-bound", "PubkeyAuthentication=yes"),
        .. Many(Word, "ObscureKeystrokeTiming"),
        .. Many(
            Ignored,
            "Protocol",
            "Cipher",
            "FallBackToRsh",
            "GlobalKnownHostsFile2",
            "RhostsAuthentication",
            "UserKnownHostsFile2",
            "UseRoaming",
            "UseRsh",
            "UsePrivilegedPort",
            "AFSTokenPassing",
            "KerberosAuthentication",
            "KerberosTgtPassing",
            "RSAAuthentication",
            "RhostsRSAAuthentication",
            "CompressionLevel"
        ),
    ];

    private static readonly Dictionary<string, string> Aliases = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["ChallengeResponseAuthentication"] = "KbdInteractiveAuthentication",
        ["SkeyAuthentication"] = "KbdInteractiveAuthentication",
        ["TISAuthentication"] = "KbdInteractiveAuthentication",
        ["DSAAuthentication"] = "PubkeyAuthentication",
        ["IdentityFile2"] = "IdentityFile",
        ["KeepAlive"] = "TCPKeepAlive",
        ["HostbasedKeyTypes"] = "HostbasedAcceptedAlgorithms",
        ["PubkeyAcceptedKeyTypes"] = "PubkeyAcceptedAlgorithms",
        ["SmartcardDevice"] = "PKCS11Provider",
        ["ProtocolKeepAlives"] = "ServerAliveInterval",
        ["SetupTimeOut"] = "ServerAliveInterval",
        ["RSAMinSize"] = "RequiredRSASize",
    };

    private static readonly FrozenDictionary<string, ClientKeyword> ByName =
        Known.ToFrozenDictionary(k => k.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Keywords that have an effective value, sorted by name.</summary>
    public static IEnumerable<ClientKeyword> WithValue { get; } =
    [
        .. Known
            .Where(k => k.Kind is not (Ignored or ClientValueKind.Host or Match or Include))
            .OrderBy(k => k.Name, StringComparer.Ordinal),
    ];

    /// <summary>By any spelling ssh knows, aliases included, case ignored; null where ssh has none.</summary>
    public static ClientKeyword? Find(string word) =>
        ByName.GetValueOrDefault(Aliases.GetValueOrDefault(word, word));

    // "Name=default"; ! for a value of none that means unset, ? where the build decides the default.
    private static IEnumerable<ClientKeyword> Many(ClientValueKind kind, params string[] entries) =>
        from entry in entries
        let parts = entry.Split('=', 2)
        select new ClientKeyword(parts[0].TrimEnd('!', '?'), kind)
        {
            Default = parts.ElementAtOrDefault(1),
            NoneIsUnset = parts[0].EndsWith('!'),
            DependsOnBuild = parts[0].TrimEnd('!').EndsWith('?'),
        };

    // "word" stands for itself, "word=meaning" for another.
    private static IEnumerable<ClientKeyword> States(string words, params string[] entries)
    {
        var states = words
            .Split(',')
            .ToFrozenDictionary(
                word => word.Split('=')[0],
                word => word.Split('=')[^1],
                StringComparer.OrdinalIgnoreCase
            );
        return Many(State, entries).Select(keyword => keyword with { States = states });
    }
}
