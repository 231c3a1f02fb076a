using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Tests.Parsing.AuthLog;

/// <summary>Agreement with what other projects expect of their annotated lines, and with the logs of planted login failures.</summary>
public sealed partial class AuthLogCorporaTests
{
    /// <summary>
    /// fail2ban takes the first address here. OpenSSH appends nothing to a failed password, so the text is a user name <c>test from 127.0.0.1 port 58946 ssh2:</c> that
    /// pretends to be an address, and the last one is true.
    /// </summary>
    private const string PretendedAddress =
        "Failed password for invalid user test from 127.0.0.1 port 58946 ssh2: from 10.10.1.2 port 55555 ssh2";

    [Fact]
    public void Lines_annotated_by_fail2ban_give_their_host_user_and_time()
    {
        var clock = new StampClock(
            TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich"),
            DateTimeOffset.Parse("2005-08-14T10:00:00Z")
        );
        var disagreements = new List<string>();
        var cases = 0;
        foreach (var (expected, line) in Annotated("fail2ban/fail2ban/tests/files/logs/sshd"))
        {
            if (!expected.GetProperty("match").GetBoolean())
            {
                continue;
            }

            cases++;
            var read = ReadLine.Of(line);
            Compare(disagreements, line, "kind", read.Kind != "unspecified", true);
            if (Text(expected, "host") is { } host && line.Contains(host, StringComparison.Ordinal))
            {
                var source = line.EndsWith(PretendedAddress, StringComparison.Ordinal)
                    ? "10.10.1.2"
                    : host;
                Compare(disagreements, line, "host", Unmapped(read.Source), source);
            }

            if (Text(expected, "user") is { } user)
            {
                Compare(disagreements, line, "user", read.User, user);
            }

            var at = clock.Read(System.Text.Encoding.UTF8.GetBytes(read.Stamp));
            var local = TimeZoneInfo.ConvertTime(
                at ?? default,
                TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich")
            );
            Compare(
                disagreements,
                line,
                "time",
                local.ToString("yyyy-MM-ddTHH:mm:ss"),
                Text(expected, "time")
            );
        }

        Assert.NotEqual(0, cases);
        Assert.Empty(disagreements);
    }

    [Fact]
    public void Lines_asserted_by_crowdsec_give_their_message_address_and_user()
    {
        var lines = File.ReadAllLines(Corpus.File("crowdsec_hub/.tests/sshd-logs/sshd-logs.log"));
        var disagreements = new List<string>();
        var cases = 0;
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
                cases++;
                Compare(
                    disagreements,
                    lines[at],
                    match.Groups["field"].Value,
                    got,
                    match.Groups["value"].Value
                );
            }
        }

        Assert.NotEqual(0, cases);
        Assert.Empty(disagreements);
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
        var disagreements = new List<string>();
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
                    Compare(disagreements, name, kind, kinds.Contains(kind), true);
                }
            }
        }

        Assert.Empty(disagreements);
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

    private static void Compare<T>(List<string> into, string line, string what, T got, T expected)
    {
        if (!Equals(got, expected))
        {
            into.Add($"{what}: expected {expected}, got {got}: {line}");
        }
    }

    [GeneratedRegex(
        """^results\["(?<stage>[^"]+)"\]\["[^"]+"\]\[(?<at>\d+)\]\.Evt\.Parsed\["(?<field>[^"]+)"\] == "(?<value>.*)"$""",
        RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Asserted();
}
