using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fleet.Checks.Tests.Diagnosis.Explain;

/// <summary>What a real client and a real sshd on Debian 12 wrote with one fault planted each: the text is explained by that fault, or it is listed and said that the text does not tell.</summary>
public sealed class LoginTextCorporaTests
{
    private const string TextCannotTell =
        "the running sshd's own words: that its configuration on disk says otherwise no text shows";

    /// <summary>By what a cause is called in the corpus: ours. The first that fits counts; none: nothing is wrong.</summary>
    private static readonly (string Cause, string Ours)[] Causes =
    [
        ("not_reloaded", "user.not_reloaded"),
        ("port_probe", ""),
        ("^none", ""),
        // Debian's patched 9.2 leaves no word of it, and the client is none of ssh's.
        ("login_grace_time", ""),
        ("wrong_password", "method.wrong_password"),
        ("(unknown|invalid|no_such)_user|user_unknown", "account.unknown"),
        ("unreadable", "paths.unreadable"),
        ("^(allow|deny)(users|groups)", "user.lists"),
        ("^strictmodes|bad_ownership", "paths.strict_modes"),
        ("account_locked$", "account.locked"),
        ("account_expired|password_inactive", "account.expired"),
        ("password_expired", "account.password_expired"),
        ("(etc|run)_nologin", "pam.nologin"),
        ("shell_", "shell.trouble"),
        ("pam_access", "pam.access"),
        ("permit_root_login", "user.root"),
        ("max_auth_tries", "key.too_many"),
        ("max_?startups", "banner.startups"),
        ("wrappers|libwrap|hosts_deny", "banner.hosts_deny"),
        ("faillock", "pam.faillock"),
        ("chroot", "session.chroot"),
        ("host_key.*(mode|perm)|no_host_keys", "listener.no_host_keys"),
        ("privsep", "listener.privilege_separation"),
        ("config_error", "listener.config"),
        ("port_in_use", "listener.taken"),
        ("listen_address", "listener.address_not_there"),
        ("from_option", "key.from"),
        ("expir.*option|option.*expir", "key.excluded"),
        ("cert_authority_flag", "key.excluded"),
        ("key_malformed|bad_option|key_option", "key.line_broken"),
        ("ssh_rsa_sha1", "key.sha1"),
        ("key_too_small", "key.too_short"),
        ("(hostkey_alg|kex|cipher|mac)(_alg)?_mismatch", "key_exchange.nothing_common"),
        ("pam_limits", "session.limits"),
        ("cert_expired", "key.certificate_expired"),
        ("principal", "key.certificate_principal"),
        ("revoked_?keys", "key.revoked_list"),
        ("key_revoked$", "key.revoked"),
        ("known_hosts_changed", "host_key.changed"),
        ("known_hosts_revoked", "host_key.revoked"),
        ("known_hosts", "host_key.not_known"),
        ("client_config", "key.config_owner"),
        ("identity|client_key|private_key", "key.unusable"),
        ("home_missing", "paths.home_missing"),
        ("pubkey_auth", "method.publickey_off"),
        ("password_auth", "method.password_off"),
        ("second_factor|authenticationmethods|partial", "method.second_factor"),
        ("keys_?command", "key.command"),
        ("key_not_authorized|authorizedkeysfile|authorized_keys_file", "key.not_in_file"),
    ];

    [Fact]
    public void Every_planted_cause_is_named_first_or_listed()
    {
        var agreement = new Agreement("oracle_debian12/login_explained");
        agreement.Rows("oracle_debian12/login_cases.json", (_, row) => Login(agreement, row));
        agreement.Conclude();
    }

    private static void Login(Agreement agreement, JsonElement planted)
    {
        var name = planted.GetProperty("case").GetString()!;
        var cause = planted.GetProperty("cause").GetString()!;
        if (Ours(cause) is not { } ours)
        {
            agreement.Compare(
                name,
                cause,
                "not compared",
                $"the case cannot be read: no cause of ours is called {cause}"
            );
            return;
        }

        var explanation = Explained.Of(
            string.Join(
                '\n',
                [
                    planted.Text("client_stderr"),
                    planted.Text("sshd_stderr"),
                    .. planted
                        .GetProperty("syslog")
                        .EnumerateArray()
                        .Select(line => line.GetString()!),
                ]
            )
        );
        agreement.Compare(
            name,
            ours.Length == 0 ? "nothing is wrong" : $"{ours} is first or listed",
            ours.Length == 0
                ? explanation.Causes.IsEmpty
                    ? "nothing is wrong"
                    : string.Join(' ', Explained.Ids(explanation).Take(3))
                : Explained.Has(explanation, ours) is "first" or "listed"
                    ? $"{ours} is first or listed"
                    : Explained.Has(explanation, ours),
            cause.Contains("not_reloaded", StringComparison.Ordinal) ? TextCannotTell : ""
        );
    }

    private static string? Ours(string cause) =>
        Causes
            .Where(row =>
                Regex.IsMatch(cause, row.Cause, RegexOptions.None, TimeSpan.FromSeconds(1))
            )
            .Select(row => row.Ours)
            .FirstOrDefault();
}
