using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshdConfig;

/// <summary>Lines of sshd_config(5) to draw configurations from: several of every keyword that OpenSSH 9.2 prints, as people spell them.</summary>
internal static class SshdLines
{
    /// <summary>Keywords that are yes or no.</summary>
    private static readonly string[] Flags =
    [
        "AllowAgentForwarding",
        "DisableForwarding",
        "ExposeAuthInfo",
        "HostbasedAuthentication",
        "HostbasedUsesNameFromPacketOnly",
        "IgnoreUserKnownHosts",
        "KbdInteractiveAuthentication",
        "PasswordAuthentication",
        "PermitEmptyPasswords",
        "PermitTTY",
        "PermitUserRC",
        "PrintLastLog",
        "PrintMotd",
        "PubkeyAuthentication",
        "StreamLocalBindUnlink",
        "StrictModes",
        "TCPKeepAlive",
        "UseDNS",
        "UsePAM",
        "X11Forwarding",
        "X11UseLocalhost",
        "GSSAPIAuthentication",
        "GSSAPICleanupCredentials",
        "GSSAPIKeyExchange",
        "GSSAPIStrictAcceptorCheck",
        "GSSAPIStoreCredentialsOnRekey",
        "KerberosAuthentication",
        "KerberosOrLocalPasswd",
        "KerberosTicketCleanup",
    ];

    /// <summary>Keyword, then values that stand apart by <c>|</c>.</summary>
    private static readonly string[] Values =
    [
        "AddressFamily inet|inet6|any",
        "AllowGroups 'domain users' wheel|root daemon|r*|!root *",
        "AllowStreamLocalForwarding yes|local|remote|no",
        "AllowTcpForwarding all|local|no|REMOTE",
        "AllowUsers alice bob|\"c d\" e@10.0.0.0/8|root|*@*.example.org",
        "AcceptEnv LANG LC_*|FOO|A B C",
        "AuthenticationMethods publickey,password publickey|any|publickey|publickey,publickey",
        "AuthorizedKeysCommand none|/bin/true %u",
        "AuthorizedKeysCommandUser nobody|none",
        "AuthorizedKeysFile .ssh/a /etc/keys/%u|none|/etc/%u.pub|.ssh/a .ssh/a",
        "AuthorizedPrincipalsCommand none",
        "AuthorizedPrincipalsCommandUser nobody",
        "AuthorizedPrincipalsFile %h/p|none|.ssh/p",
        "Banner \"/etc/my issue\"|none|/etc/iss#ue|/etc/issue.net",
        "CASignatureAlgorithms ssh-ed25519|ssh-ed25519,rsa-sha2-512",
        "ChrootDirectory /srv/%u|none|%h",
        "Ciphers aes256-ctr,aes128-ctr|aes256-gcm@openssh.com|chacha20-poly1305@openssh.com",
        "ClientAliveCountMax 0|7",
        "ClientAliveInterval 5M|0|90|1h30m",
        "Compression delayed|no|yes",
        "DenyGroups guests|nogroup|\"a b\"",
        "DenyUsers mallory|nobody|*@192.0.2.*",
        "FingerprintHash md5|SHA256",
        "ForceCommand echo \"hi\" # no comment|none|internal-sftp -d /x|'a' \"b\"",
        "GatewayPorts clientspecified|yes|no",
        "GSSAPIKexAlgorithms gss-group14-sha256-",
        "HostbasedAcceptedAlgorithms ssh-ed25519",
        "HostKey /etc/ssh/ssh_host_ed25519_key|/etc/ssh/ssh_host_rsa_key|etc/ssh/ssh_host_ecdsa_key",
        "HostCertificate /etc/ssh/a-cert.pub",
        "HostKeyAgent none|SSH_AUTH_SOCK|/run/agent",
        "HostKeyAlgorithms ssh-ed25519,rsa-sha2-512",
        "IgnoreRhosts shosts-only|no|yes",
        "IPQoS af21 cs1|lowdelay throughput|none|0x10|cs7",
        "KexAlgorithms curve25519-sha256|diffie-hellman-group14-sha256,curve25519-sha256",
        "ListenAddress 127.0.0.1|::1|[::1]:2200|127.0.0.2:77|0.0.0.0",
        "LoginGraceTime 1m30s|0|30|2h|1w",
        "LogLevel debug1|verbose|DEBUG|QUIET|Info",
        "LogVerbose kex.c:*:1000",
        "MACs hmac-sha2-256|hmac-sha2-512-etm@openssh.com,umac-64@openssh.com",
        "MaxAuthTries 3|6|1",
        "MaxSessions 0|100",
        "MaxStartups 30|5:50:60|10:100:10|1:1:1",
        "ModuliFile /etc/moduli",
        "PermitListen 80 localhost:90|none|any|*:22",
        "PermitOpen none|a:1 [::1]:2|any|h:*",
        "PermitRootLogin yes|without-password|No|prohibit-password|forced-commands-only",
        "PermitTunnel point-to-point|yes|no|Ethernet",
        "PermitUserEnvironment LC_*,X|yes|no",
        "PerSourceMaxStartups 5|none",
        "PerSourceNetBlockSize 24:64|32",
        "PidFile none|/run/x.pid",
        "Port 2222|22|ssh|65535",
        "PubkeyAcceptedAlgorithms ssh-ed25519|rsa-sha2-256,ssh-ed25519",
        "PubkeyAuthOptions verify-required touch-required|none|touch-required",
        "RDomain %D|none",
        "RekeyLimit 1G 1h|default none|16M|1K 0",
        "RequiredRSASize 2048|1024",
        "RevokedKeys /etc/revoked|none",
        "SecurityKeyProvider internal",
        "SetEnv A=b C=\"d e\"|X=y",
        "StreamLocalBindMask 077|0177|000",
        "Subsystem sftp internal-sftp -f \"A B\"|other /bin/other",
        "SyslogFacility authpriv|LOCAL7|daemon",
        "TrustedUserCAKeys /etc/ca.pub|none",
        "UnusedConnectionTimeout 5m|none",
        "VersionAddendum none|of the house",
        "X11DisplayOffset 3|10",
        "XAuthLocation /usr/bin/xauth|/x",
        "ChallengeResponseAuthentication no|yes",
        "SkeyAuthentication no",
        "DSAAuthentication no",
        "PubkeyAcceptedKeyTypes ssh-ed25519",
        "KeepAlive no",
        "Protocol 2",
        "UseLogin no",
        "UsePrivilegeSeparation sandbox",
    ];

    /// <summary>What sshd refuses, and what is no directive at all.</summary>
    public static readonly string[] Odd =
    [
        "# a comment",
        "",
        "   \t",
        "Foo bar",
        "MaxAuthTries x",
        "Port 70000",
        "PermitRootLogin maybe",
        "Banner \"open",
        "MaxSessions 1 2",
        "Match Address 10.0.0.1/8",
        "Match Nonsense x",
        "Match User",
        "AllowUsers",
        "LoginGraceTime 5y",
        "Ciphers none-such",
        "StrictModes",
        "UsePAM yes no",
        "AuthenticationMethods magic",
        "SyslogFacility LOCAL9",
    ];

    private static readonly string[] Matches =
    [
        "Match all",
        "Match User root",
        "Match User r*,!root",
        "Match user nobody,daemon",
        "Match Address 10.0.0.0/8",
        "Match Address !10.1.0.0/16,10.0.0.0/8",
        "Match Address 192.0.2.*",
        "Match Address ::1,2001:db8::/32",
        "Match Group root",
        "Match Group nogroup,daemon",
        "Match Group x Host *.example.org",
        "Match Host *.Example.org User root",
        "Match LocalPort 22",
        "Match LocalPort 2222 LocalAddress 10.0.0.5",
        "Match LocalAddress 10.0.0.0/8",
        "Match User=\"root\" Address 10.0.0.0/8",
        "Match RDomain blue",
    ];

    /// <summary>One good line of each keyword's each value.</summary>
    public static string[] Good { get; } =
    [
        .. Values.SelectMany(line =>
        {
            var (keyword, values) = (line.Split(' ')[0], line[(line.IndexOf(' ') + 1)..]);
            return values.Split('|').Select(value => $"{keyword} {value}");
        }),
        .. Flags.SelectMany(flag => (string[])[$"{flag} yes", $"{flag} No"]),
    ];

    private static string[] InMatch { get; } =
    [.. Good.Where(line => SshdKeywords.Find(line.Split(' ')[0])!.InMatch)];

    /// <summary>A line, spelled in one of the ways that people and programs spell it.</summary>
    /// <param name="random">The draw.</param>
    /// <param name="odd">Whether a line may be one that sshd refuses.</param>
    /// <param name="inMatch">Whether the line stands in a Match section, where most that is drawn may stand there.</param>
    public static string Draw(Random random, bool odd, bool inMatch)
    {
        switch (random.Next(12))
        {
            case 0 or 1:
                return random.GetItems(Matches, 1)[0];
            case 2 when odd:
                return random.GetItems(Odd, 1)[0];
            case 3:
                return Respelled(random.GetItems(inMatch ? InMatch : Good, 1)[0], random);
            default:
                return random.GetItems(
                    inMatch && !(odd && random.Next(8) == 0) ? InMatch : Good,
                    1
                )[0];
        }
    }

    private static string Respelled(string line, Random random)
    {
        var space = line.IndexOf(' ');
        var (keyword, value) = (line[..space], line[(space + 1)..]);
        return random.Next(5) switch
        {
            0 => $"{keyword.ToUpperInvariant()} {value}",
            1 => $"  {keyword}\t {value} \t",
            2 => $"{keyword}={value}",
            3 => $"{keyword.ToLowerInvariant()} = {value}",
            _ => $"{keyword} {value}\r",
        };
    }
}
