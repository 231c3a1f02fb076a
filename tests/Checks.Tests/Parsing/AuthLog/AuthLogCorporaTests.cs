using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Tests.Parsing.AuthLog;

/// <summary>Agreement with what other projects expect of their annotated lines, and with the logs of planted login failures.</summary>
public sealed partial class AuthLogCorporaTests
{
    private const string PretendedAddress =
        "Failed password for invalid user test from 127.0.0.1 port 58946 ssh2: from 10.10.1.2 port 55555 ssh2";

    private const string WhyTheLastIsTrue =
        "sshd appends nothing to a failed password: the text up to 'ssh2:' is a user name that pretends to be an address";

    [Fact]
    public void Lines_annotated_by_fail2ban_give_their_host_user_and_time()
    {
        var clock = new StampClock(
            TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich"),
            DateTimeOffset.Parse("2005-08-14T10:00:00Z")
        );
        var agreement = new Agreement("fail2ban");
        foreach (var (expected, line) in Annotated("fail2ban/fail2ban/tests/files/logs/sshd"))
        {
            if (!expected.GetProperty("match").GetBoolean())
            {
                continue;
            }

            var read = ReadLine.Of(line);
            Assert.NotEqual("unspecified", read.Kind);
            if (Text(expected, "host") is { } host && line.Contains(host, StringComparison.Ordinal))
            {
                var pretended = line.EndsWith(PretendedAddress, StringComparison.Ordinal);
                agreement.Compare(
                    $"host: {line}",
                    host,
                    Unmapped(read.Source),
                    pretended ? WhyTheLastIsTrue : ""
                );
            }

            if (Text(expected, "user") is { } user)
            {
                agreement.Compare($"user: {line}", user, read.User);
            }

            var at = clock.Read(System.Text.Encoding.UTF8.GetBytes(read.Stamp));
            var local = TimeZoneInfo.ConvertTime(
                at ?? default,
                TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich")
            );
            agreement.Compare(
                $"time: {line}",
                Text(expected, "time"),
                local.ToString("yyyy-MM-ddTHH:mm:ss")
            );
        }

        agreement.Conclude();
    }

    [Fact]
    public void Lines_asserted_by_crowdsec_give_their_message_address_and_user()
    {
        var lines = File.ReadAllLines(Corpus.File("crowdsec_hub/.tests/sshd-logs/sshd-logs.log"));
        var agreement = new Agreement("crowdsec_hub");
        foreach (
            Match match in Asserted()
                .Matches(
                    File.ReadAllText(Corpus.File("crowdsec_hub/.tests/sshd-logs/parser.assert"))
                )
        )
        {
            var (stage, at) = (match.Groups["stage"].Value, int.Parse(match.Groups["at"].Value));
            var read = ReadLine.Of(lines[at]);
            var got = (stage, match.Groups["field"].Value) switch
            {
                ("s00-raw", "pid") => read.Pid.ToString(),
                ("s01-parse", "sshd_client_ip") => Unmapped(read.Source),
                ("s01-parse", "sshd_invalid_user") => read.User,
                ("s01-parse", "sshd_port") => read.Port.ToString(),
                _ => null,
            };
            if (got is not null)
            {
                agreement.Compare(
                    $"{match.Groups["field"].Value}: {lines[at]}",
                    match.Groups["value"].Value,
                    got
                );
            }
        }

        agreement.Conclude();
    }

    /// <summary>What a cause must leave in the log. Causes that are not here leave nothing of their own, or the daemon never came to log.</summary>
    private static readonly Dictionary<string, string[]> KindsByCause = new()
    {
        ["none"] = ["session_opened"],
        ["wrong_password"] = ["pam_auth_failure", "failed_password", "connection_closed_preauth"],
        ["key_not_authorized"] = ["connection_closed_preauth"],
        ["keys_unreadable_by_user"] = ["could_not_open_keys"],
        ["allowusers"] = ["not_allowed"],
        ["allowusers_host"] = ["not_allowed"],
        ["denyusers"] = ["not_allowed"],
        ["denygroups"] = ["not_allowed"],
        ["allowgroups"] = ["not_allowed"],
        ["daemon_not_reloaded"] = ["not_allowed"],
        ["account_locked"] = ["account_locked"],
        ["account_expired"] = ["pam_account_expired"],
        ["password_expired"] = ["pam_password_expired"],
        ["etc_nologin"] = ["pam_account_denied"],
        ["shell_not_executable"] = ["shell_refused"],
        ["shell_missing"] = ["shell_refused"],
        ["pam_access"] = ["pam_access_denied", "pam_account_denied"],
        ["permit_root_login"] = ["root_login_refused"],
        ["max_auth_tries"] = ["max_auth_exceeded", "too_many_auth_failures"],
        ["port_in_use"] = ["bind_failed"],
        ["listen_address_missing"] = ["bind_failed"],
        ["key_from_option"] = ["source_not_permitted", "refused_by_options"],
        ["key_expired_option"] = ["refused_by_options"],
        ["ssh_rsa_sha1"] = ["key_type_refused"],
        ["hostkey_alg_mismatch"] = ["unable_to_negotiate"],
        ["kex_mismatch"] = ["unable_to_negotiate"],
        ["cipher_mismatch"] = ["unable_to_negotiate"],
        ["pam_limits_maxlogins"] = ["pam_session_failed"],
        ["port_probe"] = ["no_identification", "unable_to_negotiate"],
        ["user_cert_expired"] = ["certificate_refused"],
        ["key_revoked"] = ["key_revoked"],
        ["rsa_key_too_small"] = ["key_too_short"],
        ["strictmodes_outside_home"] = ["bad_ownership"],
    };

    [Fact]
    public void Every_planted_cause_leaves_its_kinds_in_the_log()
    {
        var agreement = new Agreement("oracle_debian12/login");
        using var cases = Corpus.Json("oracle_debian12/login_cases.json");
        foreach (var planted in cases.RootElement.EnumerateArray())
        {
            var lines = planted.GetProperty("syslog").EnumerateArray().Select(l => l.GetString()!);
            var kinds = lines.Select(line => ReadLine.Of(line).Kind).ToHashSet();
            var (name, cause) = (
                planted.GetProperty("case").GetString()!,
                planted.GetProperty("cause").GetString()!
            );
            foreach (var kind in KindsByCause.GetValueOrDefault(cause, []))
            {
                // PermitRootLogin leaves this line for keys only; a refused right password looks like a wrong one.
                if (kinds.Count > 0 && !(kind == "root_login_refused" && name.Contains("password")))
                {
                    agreement.Compare(
                        $"{name}: {kind}",
                        "logged",
                        kinds.Contains(kind) ? "logged" : "not read"
                    );
                }
            }
        }

        agreement.Conclude();
    }

    [Fact]
    public void Of_the_lines_that_a_real_sshd_wrote_hardly_any_is_left_unread()
    {
        var lines = Directory
            .GetFiles(
                Corpus.Folder("oracle_debian12/login"),
                "syslog.txt",
                SearchOption.AllDirectories
            )
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains(" sshd[", StringComparison.Ordinal))
            // Debian's PAM says this at every login.
            .Where(line => !line.Contains("pam_env(", StringComparison.Ordinal))
            .ToList();
        var unread = lines.Where(line => ReadLine.Of(line).Kind == "unspecified").ToList();

        Assert.True(unread.Count <= lines.Count / 50, string.Join('\n', unread));
    }

    private static IEnumerable<(JsonElement Expected, string Line)> Annotated(string file)
    {
        const string mark = "# failJSON: ";
        JsonElement? expected = null;
        foreach (var line in File.ReadLines(Corpus.File(file)))
        {
            if (line.StartsWith(mark, StringComparison.Ordinal))
            {
                expected = JsonDocument.Parse(line[mark.Length..]).RootElement;
            }
            else if (expected is { } json && line.Length > 0 && line[0] != '#')
            {
                yield return (json, line);
                expected = null;
            }
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Unmapped(string address) =>
        address.StartsWith("::ffff:", StringComparison.Ordinal) ? address[7..] : address;

    [GeneratedRegex(
        """^results\["(?<stage>[^"]+)"\]\["[^"]+"\]\[(?<at>\d+)\]\.Evt\.Parsed\["(?<field>[^"]+)"\] == "(?<value>.*)"$""",
        RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Asserted();
}
