using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Tests.Parsing.AuthLog;

/// <summary>The logs of real logins on Debian 12 into which one fault each was planted.</summary>
public sealed partial class LoginLogCorporaTests
{
    /// <summary>By what a cause is called: the kinds that it leaves in the log, or says to whom started the daemon. Causes that fit none leave nothing of their own.</summary>
    private static readonly (string Cause, string[] Kinds)[] KindsByCause =
    [
        ("^none", ["session_opened"]),
        ("wrong_password", ["pam_auth_failure", "failed_password"]),
        ("(unknown|invalid|no_such)_user|user_unknown", ["invalid_user"]),
        ("unreadable", ["could_not_open_keys"]),
        ("^(allow|deny)(users|groups)|not_reloaded", ["not_allowed"]),
        ("^strictmodes|bad_ownership", ["bad_ownership"]),
        ("account_locked$", ["account_locked"]),
        ("account_expired", ["pam_account_expired"]),
        ("password_expired", ["pam_password_expired"]),
        ("(etc|run)_nologin", ["pam_account_denied"]),
        ("shell_(missing|not_executable)", ["shell_refused"]),
        ("pam_access", ["pam_access_denied", "pam_account_denied"]),
        ("permit_root_login", ["root_login_refused"]),
        ("max_auth_tries", ["max_auth_exceeded", "too_many_auth_failures"]),
        ("max_?startups", ["maxstartups_drop"]),
        ("wrappers|libwrap|hosts_deny", ["refused_connect"]),
        ("faillock", ["pam_faillock"]),
        ("chroot", ["chroot_refused"]),
        ("no_host_keys", ["no_host_keys"]),
        ("privsep", ["privsep_missing"]),
        ("config_error", ["config_error"]),
        ("port_in_use|listen_address", ["bind_failed"]),
        ("from_option", ["source_not_permitted", "refused_by_options"]),
        ("key_expired_option|expiry", ["refused_by_options"]),
        ("ssh_rsa_sha1", ["key_type_refused"]),
        ("(hostkey_alg|kex|cipher|mac)_mismatch", ["unable_to_negotiate"]),
        ("pam_limits", ["pam_session_failed"]),
        ("port_probe", ["no_identification", "unable_to_negotiate"]),
        ("cert_expired|principal", ["certificate_refused"]),
        ("key_revoked", ["key_revoked"]),
        ("revoked_?keys", ["revocation_check_failed"]),
        ("key_too_small", ["key_too_short"]),
    ];

    [Fact]
    public void Every_planted_cause_leaves_its_kinds_in_the_log()
    {
        var agreement = new Agreement("oracle_debian12/login");
        agreement.Rows("oracle_debian12/login_cases.json", (_, row) => Login(agreement, row));
        agreement.Conclude();
    }

    [Fact]
    public void Of_the_lines_that_a_real_sshd_wrote_hardly_any_is_left_unread()
    {
        var lines = Corpus
            .Files("oracle_debian12/login", "syslog.txt")
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains(" sshd[", StringComparison.Ordinal))
            // Debian's PAM says this at every login.
            .Where(line => !line.Contains("pam_env(", StringComparison.Ordinal))
            .ToList();
        var unread = lines.Where(line => ReadLine.Of(line).Kind == "unspecified").ToList();

        Assert.True(unread.Count <= lines.Count / 50, string.Join('\n', unread));
    }

    private static void Login(Agreement agreement, JsonElement planted)
    {
        var name = planted.GetProperty("case").GetString()!;
        var cause = planted.GetProperty("cause").GetString()!;
        List<ReadLine> lines =
        [
            .. planted
                .GetProperty("syslog")
                .EnumerateArray()
                .Select(line => ReadLine.Of(line.GetString()!)),
            // What a daemon that never came to log says to whom started it.
            .. planted.Text("sshd_stderr").Split('\n').Select(ReadLine.OfMessage),
        ];
        var kinds = lines.Select(line => line.Kind).ToHashSet();
        foreach (var kind in Expected(name, cause))
        {
            agreement.Compare(
                $"{name}: {kind}",
                "logged",
                kinds.Contains(kind) ? "logged"
                    : kinds.Count == 1 ? "nothing is logged"
                    : "not read"
            );
        }

        var client = ClientWords().Match(planted.Text("client_stderr"));
        if (client.Success && lines.Exists(line => line.User.Length > 0))
        {
            agreement.Compare(
                $"{name}: user",
                client.Groups["user"].Value,
                string.Join(
                    ' ',
                    lines.Select(line => line.User).Where(u => u.Length > 0).Distinct()
                )
            );
        }

        if (lines.Exists(line => line.Source.Length > 0))
        {
            agreement.Compare(
                $"{name}: source",
                "127.0.0.1",
                string.Join(
                    ' ',
                    lines.Select(line => line.Source).Where(s => s.Length > 0).Distinct()
                )
            );
        }
    }

    // PermitRootLogin leaves its line for keys only: a right password that it refuses looks like a wrong one.
    private static IEnumerable<string> Expected(string name, string cause) =>
        KindsByCause
            .Where(row =>
                Regex.IsMatch(cause, row.Cause, RegexOptions.None, TimeSpan.FromSeconds(1))
            )
            .SelectMany(row => row.Kinds)
            .Where(kind => !(kind == "root_login_refused" && name.Contains("password")))
            .Distinct();

    [GeneratedRegex(
        @"^(?<user>\w+)@127\.0\.0\.1: Permission denied",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex ClientWords();
}
