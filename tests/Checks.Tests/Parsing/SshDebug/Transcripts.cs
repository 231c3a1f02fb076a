namespace Fleet.Checks.Tests.Parsing.SshDebug;

/// <summary>What OpenSSH 9.2 on Debian 12 wrote with -vvv at real servers; lines that decide nothing are left out.</summary>
internal static class Transcripts
{
    public const string KeyOfHost = "SHA256:IJ0yLgTErwR6Si/xrOF6rBaKfzW2UAGqdJQfqzyz7LA";
    public const string KeyOfAlice = "SHA256:by5Xyj+FY31Kbdz6v5XwIKnZmY2IHH9GY+OBAZEt05Q";

    private const string Connected = """
        OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.22 25 Aug 2026
        debug1: Connecting to web-12 [10.0.4.12] port 22.
        debug3: set_sock_tos: set socket 3 IP_TOS 0x10
        debug1: Connection established.
        debug1: identity file /home/alice/.ssh/id_ed25519 type 3
        debug1: identity file /home/alice/.ssh/id_ed25519-cert type -1
        debug1: Local version string SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10
        debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2p1 Debian-2+deb12u10
        debug1: Authenticating to web-12:22 as 'alice'
        debug1: SSH2_MSG_KEXINIT sent
        debug1: SSH2_MSG_KEXINIT received

        """;

    private const string Agreed = """
        debug1: kex: algorithm: sntrup761x25519-sha512
        debug1: kex: host key algorithm: ssh-ed25519
        debug1: expecting SSH2_MSG_KEX_ECDH_REPLY
        debug1: SSH2_MSG_KEX_ECDH_REPLY received
        debug1: Server host key: ssh-ed25519 SHA256:IJ0yLgTErwR6Si/xrOF6rBaKfzW2UAGqdJQfqzyz7LA

        """;

    private const string Trusted = """
        debug1: Host 'web-12' is known and matches the ED25519 host key.
        debug1: Found key in /home/alice/.ssh/known_hosts:1
        debug1: SSH2_MSG_NEWKEYS sent
        debug1: SSH2_MSG_NEWKEYS received
        debug1: Will attempt key: /home/alice/.ssh/id_ed25519 ED25519 SHA256:by5Xyj+FY31Kbdz6v5XwIKnZmY2IHH9GY+OBAZEt05Q explicit
        debug1: kex_input_ext_info: server-sig-algs=<ssh-ed25519,rsa-sha2-256,rsa-sha2-512>
        debug1: Authentications that can continue: publickey,password
        debug1: Next authentication method: publickey
        debug1: Offering public key: /home/alice/.ssh/id_ed25519 ED25519 SHA256:by5Xyj+FY31Kbdz6v5XwIKnZmY2IHH9GY+OBAZEt05Q explicit

        """;

    private const string Authenticated = """
        debug1: Server accepts key: /home/alice/.ssh/id_ed25519 ED25519 SHA256:by5Xyj+FY31Kbdz6v5XwIKnZmY2IHH9GY+OBAZEt05Q explicit
        Authenticated to web-12 ([10.0.4.12]:22) using "publickey".
        debug1: Entering interactive session.
        debug1: pledge: network
        debug1: Remote: /home/alice/.ssh/authorized_keys:1: key options: agent-forwarding pty

        """;

    public const string Works =
        Connected + Agreed + Trusted + Authenticated + "debug1: Exit status 0\n";

    public const string ShellSaysNo =
        Connected + Agreed + Trusted + Authenticated + "debug1: Exit status 1\n";

    public const string ClosedAfterLogin =
        Connected
        + Agreed
        + Trusted
        + Authenticated
        + "Connection to web-12 closed by remote host.\n";

    public const string Denied =
        Connected
        + Agreed
        + Trusted
        + """
            debug1: Authentications that can continue: publickey,password
            debug1: No more authentication methods to try.
            alice@web-12: Permission denied (publickey,password).

            """;

    public const string HostKeyChanged =
        Connected
        + Agreed
        + """
            @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
            @    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
            @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
            The fingerprint for the ED25519 key sent by the remote host is
            SHA256:IJ0yLgTErwR6Si/xrOF6rBaKfzW2UAGqdJQfqzyz7LA.
            Add correct host key in /home/alice/.ssh/known_hosts to get rid of this message.
            Offending ED25519 key in /home/alice/.ssh/known_hosts:7
            Host key for web-12 has changed and you have requested strict checking.
            Host key verification failed.

            """;

    public const string NothingCommon =
        Connected
        + """
            debug1: kex: algorithm: (no match)
            Unable to negotiate with 10.0.4.12 port 22: no matching key exchange method found. Their offer: curve25519-sha256,ecdh-sha2-nistp256

            """;

    public const string Refused = """
        OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.22 25 Aug 2026
        debug1: Connecting to web-12 [10.0.4.12] port 22.
        debug1: connect to address 10.0.4.12 port 22: Connection refused
        ssh: connect to host web-12 port 22: Connection refused

        """;

    public const string TimedOut = """
        debug1: Connecting to web-12 [10.0.4.12] port 22.
        debug1: connect to address 10.0.4.12 port 22: Connection timed out
        ssh: connect to host web-12 port 22: Connection timed out

        """;

    public const string NotResolved =
        "ssh: Could not resolve hostname web-12: Name or service not known\n";

    public const string ClosedBeforeBanner = """
        debug1: Connecting to web-12 [10.0.4.12] port 22.
        debug1: Connection established.
        debug1: Local version string SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10
        debug1: kex_exchange_identification: banner line 0: Exceeded MaxStartups
        kex_exchange_identification: Connection closed by remote host
        Connection closed by 10.0.4.12 port 22

        """;

    public const string TooMany =
        Connected
        + Agreed
        + Trusted
        + "Received disconnect from 10.0.4.12 port 22:2: Too many authentication failures\nDisconnected from 10.0.4.12 port 22\n";
}
