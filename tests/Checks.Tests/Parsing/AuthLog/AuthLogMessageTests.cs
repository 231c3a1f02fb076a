namespace Fleet.Checks.Tests.Parsing.AuthLog;

/// <summary>What the messages of sshd and PAM say.</summary>
public sealed class AuthLogMessageTests
{
    [Theory]
    [InlineData(
        "Accepted publickey for alice from 192.0.2.1 port 22 ssh2: ED25519 SHA256:abc",
        "accepted_publickey",
        "SHA256:abc"
    )]
    [InlineData(
        "Failed publickey for alice from 192.0.2.1 port 22 ssh2: RSA MD5:aa:bb",
        "failed_publickey",
        "MD5:aa:bb"
    )]
    [InlineData(
        "Authentication key ED25519 SHA256:abc revoked by file /etc/ssh/revoked",
        "key_revoked",
        "SHA256:abc"
    )]
    [InlineData(
        "error: Error checking authentication key RSA SHA256:abc in revoked keys file /etc/ssh/revoked: No such file or directory",
        "revocation_check_failed",
        "SHA256:abc"
    )]
    public void Fingerprints_are_found(string message, string kind, string fingerprint)
    {
        var read = Read("Nov 22 10:57:49 web-12 sshd[811]: " + message);

        Assert.Equal((kind, fingerprint), (read.Kind, read.Fingerprint));
    }

    [Theory]
    [InlineData(
        "drop connection #3 from [192.0.2.1]:55 on [192.0.2.2]:22 past MaxStartups",
        "maxstartups_drop",
        55
    )]
    [InlineData(
        "drop connection #3 from [192.0.2.1]:55 on [192.0.2.2]:22 Maxstartups",
        "maxstartups_drop",
        55
    )]
    [InlineData(
        "drop connection #0 from [192.0.2.1]:55 on [192.0.2.2]:22 penalty: failed authentication",
        "penalty_drop",
        55
    )]
    [InlineData(
        "drop connection #0 from [192.0.2.1]:55 on [192.0.2.2]:22 PerSourcePenalties",
        "penalty_drop",
        55
    )]
    [InlineData(
        "new 192.0.2.1/32 active penalty of 5 seconds for failed authentication",
        "penalty_activated",
        0
    )]
    [InlineData("refused connect from x (192.0.2.1)", "refused_connect", 0)]
    [InlineData(
        "Timeout before authentication for connection from 192.0.2.1 to 192.0.2.2, pid = 29",
        "timeout",
        0
    )]
    [InlineData("fatal: Timeout before authentication for 192.0.2.1 port 55", "timeout", 55)]
    [InlineData(
        "reverse mapping checking getaddrinfo for a.example [192.0.2.1] failed - POSSIBLE BREAK-IN ATTEMPT!",
        "break_in_attempt",
        0
    )]
    [InlineData(
        "banner exchange: Connection from 192.0.2.1 port 55: invalid format",
        "bad_protocol",
        55
    )]
    [InlineData(
        "Bad protocol version identification 'x' from 192.0.2.9 port 1' from 192.0.2.1 port 55",
        "bad_protocol",
        55
    )]
    public void Refusals_name_their_source(string message, string kind, int port)
    {
        var read = Read("Nov 22 10:57:49 web-12 sshd[811]: " + message);

        Assert.Equal((kind, "192.0.2.1", port), (read.Kind, read.Source, read.Port));
    }

    [Theory]
    [InlineData(
        "Authentication refused: bad ownership or modes for directory /home/alice",
        "bad_ownership",
        "/home/alice"
    )]
    [InlineData(
        "fatal: bad ownership or modes for chroot directory \"/srv\"",
        "chroot_refused",
        "\"/srv\""
    )]
    [InlineData(
        "Could not open user 'alice' authorized keys '/home/alice/.ssh/authorized_keys': Permission denied",
        "could_not_open_keys",
        "/home/alice/.ssh/authorized_keys"
    )]
    [InlineData(
        "/etc/ssh/sshd_config: line 9: Bad configuration option: PermitRootLogins",
        "config_error",
        "/etc/ssh/sshd_config: line 9: Bad configuration option: PermitRootLogins"
    )]
    [InlineData(
        "error: Bind to port 22 on 0.0.0.0 failed: Address already in use.",
        "bind_failed",
        "22 on 0.0.0.0 failed: Address already in use."
    )]
    [InlineData(
        "Permissions 0644 for '/etc/ssh/ssh_host_rsa_key' are too open.",
        "host_key_unusable",
        "/etc/ssh/ssh_host_rsa_key"
    )]
    [InlineData(
        "Missing privilege separation directory: /run/sshd",
        "privsep_missing",
        "/run/sshd"
    )]
    [InlineData(
        "/run/sshd must be owned by root and not group or world-writable.",
        "privsep_missing",
        "/run/sshd must be owned by root and not group or world-writable."
    )]
    public void Lines_that_prove_a_lock_out_name_what_is_wrong(
        string message,
        string kind,
        string detail
    )
    {
        var read = Read("Nov 22 10:57:49 web-12 sshd[811]: " + message);

        Assert.Equal((kind, detail), (read.Kind, read.Detail));
    }

    [Theory]
    [InlineData(
        "User a from 192.0.2.1 not allowed because not listed in AllowUsers",
        "not_allowed"
    )]
    [InlineData("User a not allowed because account is locked", "account_locked")]
    [InlineData("User a not allowed because shell /bin/x does not exist", "shell_refused")]
    [InlineData(
        "fatal: Access denied for user a by PAM account configuration [preauth]",
        "pam_account_denied"
    )]
    [InlineData(
        "pam_unix(sshd:account): account a has expired (account expired)",
        "pam_account_expired"
    )]
    [InlineData(
        "pam_unix(sshd:account): expired password for user a (root enforced)",
        "pam_password_expired"
    )]
    [InlineData(
        "pam_access(sshd:account): access denied for user `a' from `192.0.2.1'",
        "pam_access_denied"
    )]
    [InlineData(
        "pam_sss(sshd:account): Access denied for user a: 6 (Permission denied)",
        "pam_access_denied"
    )]
    [InlineData(
        "pam_faillock(sshd:auth): Consecutive login failures for user a account temporarily locked",
        "pam_faillock"
    )]
    [InlineData("pam_tally2(sshd:auth): user a (0) tally 5, deny 3", "pam_faillock")]
    [InlineData("pam_limits(sshd:session): Too many logins (max 1) for a", "pam_session_failed")]
    [InlineData(
        "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1  user=a",
        "pam_auth_failure"
    )]
    [InlineData(
        "pam_unix(sshd:session): session opened for user a(uid=1001) by (uid=0)",
        "session_opened"
    )]
    [InlineData("pam_unix(sshd:session): session opened for user a by (uid=0)", "session_opened")]
    [InlineData(
        "Disconnecting: Too many authentication failures for a [preauth]",
        "too_many_auth_failures"
    )]
    [InlineData(
        "Disconnecting authenticating user a 192.0.2.1 port 1: Change of username or service not allowed: (a,ssh-connection) -> (b,ssh-connection)",
        "username_changed"
    )]
    public void Lines_about_an_account_name_it(string message, string kind)
    {
        var read = Read("Nov 22 10:57:49 web-12 sshd[811]: " + message);

        Assert.Equal((kind, "a"), (read.Kind, read.User));
    }

    private static ReadLine Read(string line) => ReadLine.Of(line);
}
