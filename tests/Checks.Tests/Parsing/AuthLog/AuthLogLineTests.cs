using System.Text;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Tests.Parsing.AuthLog;

public sealed class AuthLogLineTests
{
    [Theory]
    [InlineData("Nov 22 10:57:49 web-12 sshd[811]: ", 811)]
    [InlineData("Nov  2 10:57:49 web-12 sshd-session[811]: ", 811)]
    [InlineData("Nov 2 10:57:49 web-12 sshd-auth[811]: ", 811)]
    [InlineData("<38>Nov 22 10:57:49 web-12 sshd[811]: ", 811)]
    [InlineData("38 Nov 22 10:57:49 sshd[811]: ", 811)]
    [InlineData("2026-11-22T10:57:49.123456+01:00 web-12 sshd[811]: ", 811)]
    [InlineData("<38>1 2026-11-22T10:57:49.1Z web-12 sshd-session 811 - - ", 811)]
    [InlineData("<38>1 2026-11-22T10:57:49.1Z web-12 sshd 811 - [a b=\"x]\\\" y\"][c] ", 811)]
    [InlineData("Nov 22 10:57:49 [sshd] ", 0)]
    [InlineData("Nov 22 10:57:49 sshd sshd[811]: ", 811)]
    public void A_line_of_sshd_is_read_under_every_usual_header(string header, int pid)
    {
        var read = Read(header + "Failed password for root from 192.0.2.1 port 22 ssh2");

        Assert.Equal("failed_password", read.Kind);
        Assert.Equal(("root", "192.0.2.1", 22, pid), (read.User, read.Source, read.Port, read.Pid));
    }

    [Theory]
    [InlineData(
        "Nov 22 10:57:49 web-12 CRON[811]: Failed password for root from 192.0.2.1 port 22 ssh2"
    )]
    [InlineData(
        "Nov 22 10:57:49 web-12 app[8]: sshd[811]: Failed password for root from 192.0.2.1 port 22 ssh2"
    )]
    [InlineData(
        "Nov 22 10:57:49 web-12 sshdx[811]: Failed password for root from 192.0.2.1 port 22 ssh2"
    )]
    [InlineData("Failed password for root from 192.0.2.1 port 22 ssh2")]
    [InlineData(
        "<38>1 2026-11-22T10:57:49Z web-12 su 811 - - Failed password for root from 192.0.2.1 port 22 ssh2"
    )]
    [InlineData("")]
    public void Lines_of_other_programs_and_without_a_header_are_nothing(string line) =>
        Assert.Equal("unspecified", Read(line).Kind);

    [Theory]
    [InlineData(
        "Failed password for invalid user x from 192.0.2.9 port 9 ssh2 from 192.0.2.1 port 22 ssh2",
        "x from 192.0.2.9 port 9 ssh2"
    )]
    [InlineData(
        "Failed password for invalid user x from 192.0.2.9 port 9 ssh2: from 192.0.2.1 port 22 ssh2",
        "x from 192.0.2.9 port 9 ssh2:"
    )]
    [InlineData("Invalid user  from 192.0.2.1 port 22", "")]
    [InlineData("Invalid user  from  from 192.0.2.1 port 22", " from ")]
    [InlineData(
        "Connection closed by invalid user 192.0.2.9 port 9 192.0.2.1 port 22 [preauth]",
        "192.0.2.9 port 9"
    )]
    [InlineData("Connection closed by invalid user  192.0.2.1 port 22 [preauth]", "")]
    [InlineData(
        "Disconnecting invalid user a: b 192.0.2.9 port 9: c 192.0.2.1 port 22: Too many authentication failures [preauth]",
        "a: b 192.0.2.9 port 9: c"
    )]
    [InlineData(
        "Failed publickey for invalid user x from 192.0.2.9 port 9 ssh2: RSA SHA256:y from 192.0.2.1 port 22 ssh2: ED25519 SHA256:z",
        "x from 192.0.2.9 port 9 ssh2: RSA SHA256:y"
    )]
    [InlineData(
        "maximum authentication attempts exceeded for invalid user x from 192.0.2.9 port 9 ssh2 from 192.0.2.1 port 22 ssh2 [preauth]",
        "x from 192.0.2.9 port 9 ssh2"
    )]
    public void A_user_name_that_looks_like_an_address_moves_no_field(string message, string user)
    {
        var read = Read("Nov 22 10:57:49 web-12 sshd[811]: " + message);

        Assert.Equal((user, "192.0.2.1", 22), (read.User, read.Source, read.Port));
    }

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

    [Fact]
    public void Every_kind_has_a_name_of_its_own()
    {
        var names = Enum.GetValues<AuthLogKind>().Select(kind => kind.Name()).ToArray();

        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(
            "accepted_keyboard_interactive",
            AuthLogKind.AcceptedKeyboardInteractive.Name()
        );
    }

    [Fact]
    public void Reading_a_line_allocates_nothing()
    {
        var line =
            "Nov 22 10:57:49 web-12 sshd[811]: Failed password for root from 192.0.2.1 port 22 ssh2"u8.ToArray();
        AuthLogLine.Parse(line);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            AuthLogLine.Parse(line);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ReadLine Read(string line) => ReadLine.Of(line);
}

/// <summary>A record as text.</summary>
internal sealed record ReadLine(
    string Kind,
    string User,
    string Source,
    int Port,
    int Pid,
    string Fingerprint,
    string Detail,
    string Stamp
)
{
    public static ReadLine Of(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        return Of(AuthLogLine.Parse(bytes), bytes);
    }

    public static ReadLine OfMessage(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        return Of(SshdMessage.Parse(bytes), bytes);
    }

    private static ReadLine Of(AuthLogRecord record, byte[] bytes)
    {
        string Text(Slice slice) => Encoding.UTF8.GetString(slice.Of(bytes));
        return new ReadLine(
            record.Kind.Name(),
            Text(record.User),
            Text(record.Source),
            record.Port,
            record.Pid,
            Text(record.Fingerprint),
            Text(record.Detail),
            Text(record.Stamp)
        );
    }
}
