using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;
using static Fleet.Checks.Tests.Catalog.SshAccounts.LoginHosts;

namespace Fleet.Checks.Tests.Catalog.SshAccounts;

/// <summary>
/// Real logins on Debian 12 with one fault planted each: the same fault on a host in memory, judged by the rules, must be named where the real client was refused (and nothing where it was let in).
/// </summary>
public sealed class LoginCorporaTests
{
    /// <summary>By the corpus' name of the cause: the fault, and the rule that must name it.</summary>
    private static readonly Dictionary<string, (Func<FakeHost> Plant, string Rule)> Faults = new()
    {
        ["account_locked"] = (
            () => Debian().Sshd("usepam no").Shadow($"alice:!{Hash}:20400:0:99999:7:::"),
            "ssh.accounts/locked"
        ),
        ["account_expired"] = (
            () => Debian().Shadow($"alice:{Hash}:20400:0:99999:7::1:"),
            "ssh.accounts/expired"
        ),
        ["password_expired"] = (
            () => Debian().Shadow($"alice:{Hash}:0:0:99999:7:::"),
            "ssh.accounts/password_expired"
        ),
        ["password_inactive"] = (
            () => Debian().Shadow($"alice:{Hash}:1:0:1:7:1::"),
            "ssh.accounts/password_expired"
        ),
        ["etc_nologin"] = (() => Debian().File("/etc/nologin", "down\n"), "ssh.accounts/nologin"),
        ["run_nologin"] = (() => Debian().File("/run/nologin", "down\n"), "ssh.accounts/nologin"),
        ["shell_nologin"] = (() => Debian().AliceShell("/usr/sbin/nologin"), "ssh.accounts/shell"),
        ["shell_false"] = (
            () => Debian().File("/bin/false", "", Program).AliceShell("/bin/false"),
            "ssh.accounts/shell"
        ),
        ["shell_missing"] = (() => Debian().AliceShell("/bin/zsh"), "ssh.accounts/shell"),
        ["shell_not_executable"] = (
            () => Debian().File("/home/notx", "", 0b110_100_100).AliceShell("/home/notx"),
            "ssh.accounts/shell"
        ),
        ["home_missing"] = (() => Debian().Gone("/home/alice"), "ssh.accounts/home"),
        ["allowusers"] = (() => Lists("AllowUsers bob"), "ssh.accounts/allowed"),
        ["denyusers"] = (() => Lists("AllowUsers alice\nDenyUsers alice"), "ssh.accounts/allowed"),
        ["allowgroups"] = (() => Lists("AllowGroups bob"), "ssh.accounts/allowed"),
        ["denygroups"] = (() => Lists("DenyGroups team"), "ssh.accounts/allowed"),
        ["pam_access"] = (
            () =>
            {
                var host = Debian();
                return host.File(
                        "/etc/pam.d/sshd",
                        "account required pam_access.so\n" + host.TextOf("/etc/pam.d/sshd")
                    )
                    .File("/etc/security/access.conf", "- : alice : ALL\n");
            },
            "ssh.pam/access"
        ),
        ["pam_limits_maxlogins"] = (
            () => Debian().File("/etc/security/limits.conf", "alice - maxlogins 0\n"),
            "ssh.pam/limits"
        ),
        ["rsa_key_too_small"] = (
            () =>
                Debian()
                    .Sshd("requiredrsasize 3072")
                    .WithKey(SshAuthorizedKeys.SshAuthorizedKeysCheckTests.Rsa(2048) + "\n"),
            "ssh.authorized_keys/weak"
        ),
        ["revokedkeys_missing"] = (
            () => Debian().Sshd("revokedkeys /etc/ssh/revoked"),
            "ssh.trusted_ca/revoked_keys"
        ),
        ["none"] = (Debian, ""),
    };

    [Fact]
    public async Task A_fault_that_refused_a_real_client_is_named_and_a_good_host_is_not()
    {
        var agreement = new Agreement("oracle_debian12/login_accounts");
        var logins = new List<(string Name, string Cause, bool Refused)>();
        agreement.Rows(
            "oracle_debian12/login_cases.json",
            (_, row) =>
                logins.Add(
                    (
                        row.GetProperty("case").GetString()!,
                        row.GetProperty("cause").GetString()!,
                        row.GetProperty("client_exit").GetInt32() != 0
                    )
                )
        );
        foreach (var (name, cause, refused) in logins)
        {
            if (Faults.TryGetValue(cause, out var fault))
            {
                agreement.Compare(
                    name,
                    refused ? fault.Rule : "",
                    string.Join(' ', await NamedAsync(fault.Plant()))
                );
            }
        }

        agreement.Conclude();
    }

    private static async Task<IEnumerable<string>> NamedAsync(FakeHost host)
    {
        var judged = await new JudgedTogether(
            host,
            "ssh.config",
            "ssh.paths",
            "ssh.accounts",
            "ssh.pam",
            "ssh.authorized_keys",
            "ssh.trusted_ca"
        ).RunAsync();
        return judged
            .Findings.Where(finding =>
                finding.Outcome is Outcome.Warn or Outcome.Fail
                && !finding.Rule.StartsWith("ssh.config/", StringComparison.Ordinal)
            )
            .Select(finding => finding.Rule)
            .Distinct();
    }

    private static FakeHost Lists(string lines) =>
        Debian().File("/etc/ssh/sshd_config", "UsePAM yes\n" + lines + "\n");
}
