using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshClient;

/// <summary>Hosts that are clients: ssh is installed, alice and bob may log in, alice has a key that is as it should be.</summary>
internal static class ClientHosts
{
    public const uint Alice = 1000;
    public const uint Bob = 1001;
    public const int Closed = 0b110_000_000;
    public const int Open = 0b110_100_100;

    private const string DebianConfig = """
        Include /etc/ssh/ssh_config.d/*.conf

        Host *
            SendEnv LANG LC_*
            HashKnownHosts yes
            GSSAPIAuthentication yes
        """;

    private const string RedHatConfig = """
        # To modify the system-wide ssh configuration, create a  *.conf  file under
        #  /etc/ssh/ssh_config.d/  which will be automatically included below
        Include /etc/ssh/ssh_config.d/*.conf
        """;

    public static FakeHost Debian() => Any("debian", DebianConfig);

    public static FakeHost Ubuntu() => Any("ubuntu\nID_LIKE=debian", DebianConfig);

    /// <summary>RHEL 9: a drop-in that includes the crypto policy.</summary>
    public static FakeHost RedHat() =>
        Any("\"rhel\"\nID_LIKE=\"fedora\"", RedHatConfig)
            .File(
                "/etc/ssh/ssh_config.d/50-redhat.conf",
                """
                # The options here are in the "Match final block" to be applied as the last
                # options and could be potentially overwritten by the user configuration
                Match final all
                	# Follow system-wide Crypto Policies, if defined:
                	Include /etc/crypto-policies/back-ends/openssh.config

                	GSSAPIAuthentication yes

                # If this option is set to yes then remote X11 clients will have full access
                # to the original X11 display. As virtually no X11 client supports the untrusted
                # mode correctly we set this to yes.
                	ForwardX11Trusted yes
                """
            )
            .File(
                "/etc/crypto-policies/back-ends/openssh.config",
                """
                Ciphers aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr,aes128-gcm@openssh.com,aes128-ctr
                MACs hmac-sha2-256-etm@openssh.com,hmac-sha1-etm@openssh.com,umac-128-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha1,umac-128@openssh.com,hmac-sha2-512
                GSSAPIKeyExchange no
                KexAlgorithms curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256
                PubkeyAcceptedAlgorithms ecdsa-sha2-nistp256,ssh-ed25519,rsa-sha2-256,rsa-sha2-512
                CASignatureAlgorithms ecdsa-sha2-nistp256,ssh-ed25519,rsa-sha2-256,rsa-sha2-512
                RequiredRSASize 2048
                """
            );

    public static FakeHost Config(
        this FakeHost host,
        string text,
        int mode = Closed,
        uint uid = Alice
    ) => host.File("/home/alice/.ssh/config", text, mode, uid, Alice);

    public static FakeHost KnownHosts(this FakeHost host, string text) =>
        host.File("/home/alice/.ssh/known_hosts", text, Closed, Alice, Alice);

    public static FakeHost Key(
        this FakeHost host,
        string name,
        string published = PublicKeys.First,
        int mode = Closed,
        uint uid = Alice
    ) =>
        host.File($"/home/alice/.ssh/{name}", "secret", mode, uid, Alice)
            .File($"/home/alice/.ssh/{name}.pub", published + " alice@desk\n", Open, Alice, Alice);

    private static FakeHost Any(string distribution, string config) =>
        new FakeHost()
            .File("/usr/bin/ssh", "", 0b111_101_101)
            .File("/etc/os-release", $"ID={distribution}\n")
            .File(
                "/etc/passwd",
                "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/usr/sbin:/usr/sbin/nologin\nalice:x:1000:1000::/home/alice:/bin/bash\nbob:x:1001:1001::/home/bob:/bin/bash\n"
            )
            .File("/etc/group", "root:x:0:\nalice:x:1000:\nbob:x:1001:\nteam:x:2000:bob\n")
            .File("/etc/ssh/ssh_config", config)
            .Directory("/etc/ssh/ssh_config.d")
            .Directory("/root", 0b111_000_000)
            .Directory("/home/alice", 0b111_101_101, Alice, Alice)
            .Directory("/home/bob", 0b111_101_101, Bob, Bob)
            .Directory("/home/alice/.ssh", 0b111_000_000, Alice, Alice)
            .Key("id_ed25519");
}
