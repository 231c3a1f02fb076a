namespace Fleet.Lab.Tests.Agreement;

/// <summary>Three ways to configure one Debian: as somebody hardened it, as the package leaves it, and as nobody should.</summary>
internal static class ComparedHosts
{
    private const string Main = "/etc/ssh/sshd_config";

    private const string Include = "Include /etc/ssh/sshd_config.d/*.conf\n";

    /// <summary>Everything that the benchmarks ask for on a line of its own, one of them in a drop-in.</summary>
    private const string Hardened = """
        LogLevel VERBOSE
        LoginGraceTime 60
        PermitRootLogin no
        StrictModes yes
        MaxSessions 2
        MaxStartups 10:30:60
        PubkeyAuthentication yes
        HostbasedAuthentication no
        IgnoreRhosts yes
        IgnoreUserKnownHosts yes
        PermitEmptyPasswords no
        KerberosAuthentication no
        GSSAPIAuthentication no
        KbdInteractiveAuthentication no
        UsePAM yes
        AllowGroups ssh-users
        DisableForwarding yes
        AllowTcpForwarding no
        X11Forwarding no
        X11UseLocalhost yes
        PrintLastLog yes
        PermitUserEnvironment no
        Compression no
        ClientAliveInterval 300
        ClientAliveCountMax 1
        RekeyLimit 1G 1h
        Banner /etc/issue.net
        Ciphers aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr,aes128-ctr
        MACs hmac-sha2-512-etm@openssh.com,hmac-sha2-256-etm@openssh.com,hmac-sha2-512,hmac-sha2-256
        Subsystem sftp /usr/lib/openssh/sftp-server

        """;

    /// <summary>PermitRootLogin no is there to be read, but a drop-in that sshd reads first says yes.</summary>
    private const string Bad = """
        LogLevel QUIET
        LoginGraceTime 0
        PermitRootLogin no
        StrictModes no
        MaxAuthTries 20
        MaxSessions 50
        MaxStartups 100:30:200
        PubkeyAuthentication no
        HostbasedAuthentication yes
        IgnoreRhosts no
        PermitEmptyPasswords yes
        KerberosAuthentication yes
        GSSAPIAuthentication yes
        UsePAM no
        X11Forwarding yes
        X11UseLocalhost no
        PrintLastLog no
        PermitUserEnvironment yes
        Compression yes
        ClientAliveInterval 0
        ClientAliveCountMax 0
        Ciphers aes256-ctr,3des-cbc
        KexAlgorithms curve25519-sha256,diffie-hellman-group1-sha1
        MACs hmac-sha2-256,hmac-md5
        Subsystem sftp /usr/lib/openssh/sftp-server

        """;

    public static IReadOnlyDictionary<string, Func<HostPlan, HostPlan>> All { get; } =
        new Dictionary<string, Func<HostPlan, HostPlan>>(StringComparer.Ordinal)
        {
            ["hardened"] = plan =>
                plan.File(Main, Include + Hardened, "0600")
                    .File("/etc/ssh/sshd_config.d/10-lab.conf", "MaxAuthTries 3\n", "0600"),
            ["default"] = plan => plan,
            ["bad"] = plan =>
                plan.File(Main, Include + Bad, "0666")
                    .Sshd("PermitRootLogin yes")
                    .Run("chmod", "0660", "/etc/ssh/ssh_host_ecdsa_key")
                    .Run("chmod", "0666", "/etc/ssh/ssh_host_ecdsa_key.pub"),
        };
}
