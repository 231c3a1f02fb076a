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
        var agreement = new Agreement("fail2ban/sshd");
        foreach (var path in Logs("*sshd*"))
        {
            foreach (var (expected, line) in Annotated(agreement, path))
            {
                agreement.Case(line, () => Failure(agreement, expected, line));
            }
        }

        agreement.Conclude();
    }

    [Fact]
    public void Lines_of_other_programs_are_not_taken_for_sshds()
    {
        var agreement = new Agreement("fail2ban/others");
        foreach (var path in Logs("*"))
        {
            foreach (var (_, line) in Annotated(agreement, path))
            {
                if (!SshdWord().IsMatch(line))
                {
                    agreement.Compare(line, "another program's", Program(line));
                }
            }
        }

        agreement.Conclude();
    }

    [Fact]
    public void Lines_asserted_by_crowdsec_give_their_message_address_and_user()
    {
        var agreement = new Agreement("crowdsec_hub");
        foreach (var path in Corpus.Files("crowdsec_hub", "parser.assert"))
        {
            var log = Directory
                .EnumerateFiles(Path.GetDirectoryName(path)!, "*.log")
                .Order(StringComparer.Ordinal)
                .FirstOrDefault();
            agreement.Case(
                Corpus.Name(path),
                () =>
                {
                    // Each line that is not empty is an event.
                    List<string> lines =
                    [
                        .. File.ReadLines(log ?? throw new FormatException("there is no log"))
                            .Where(line => line.Length > 0),
                    ];
                    foreach (Match match in Asserted().Matches(File.ReadAllText(path)))
                    {
                        var at = int.Parse(match.Groups["at"].Value);
                        agreement.Case(match.Value, () => Field(agreement, match, lines[at]));
                    }
                }
            );
        }

        agreement.Conclude();
    }

    private static void Field(Agreement agreement, Match match, string line)
    {
        // crowdsec's first stage hands on lines of any program.
        if (!SshdWord().IsMatch(line))
        {
            return;
        }

        var read = ReadLine.Of(line);
        var got = (match.Groups["stage"].Value, match.Groups["field"].Value) switch
        {
            ("s00-raw", "pid") => read.Pid.ToString(),
            ("s00-raw", "timestamp" or "timestamp8601") => read.Stamp,
            ("s00-raw", "message") => read.Message,
            ("s01-parse", "sshd_client_ip") => Unmapped(read.Source),
            ("s01-parse", "sshd_invalid_user") => read.User,
            ("s01-parse", "sshd_port") => read.Port.ToString(),
            _ => null,
        };
        if (got is not null)
        {
            agreement.Compare(
                $"{match.Groups["field"].Value}: {line}",
                Regex.Unescape(match.Groups["value"].Value).TrimEnd(),
                got.TrimEnd()
            );
        }
    }

    private static void Failure(Agreement agreement, JsonElement expected, string line)
    {
        if (!expected.GetProperty("match").GetBoolean())
        {
            return;
        }

        // The journal's own format has no time stamp: what stands behind the program is sshd's message.
        var read = SshdPrefix().Match(line) is { Success: true } prefix
            ? ReadLine.OfMessage(line[prefix.Length..])
            : ReadLine.Of(line);
        agreement.Compare(
            $"kind: {line}",
            "a failure",
            read.Kind == "unspecified" ? "not read" : "a failure"
        );
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

        if (Text(expected, "time") is { } time && read.Stamp.Length > 0)
        {
            agreement.Compare($"time: {line}", time, Local(read.Stamp));
        }
    }

    // fail2ban's tests run on a clock of 2005 in Zurich.
    private static string Local(string stamp)
    {
        var zurich = TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich");
        var clock = new StampClock(zurich, DateTimeOffset.Parse("2005-08-14T10:00:00Z"));
        var at = clock.Read(System.Text.Encoding.UTF8.GetBytes(stamp));
        return TimeZoneInfo.ConvertTime(at ?? default, zurich).ToString("yyyy-MM-ddTHH:mm:ss");
    }

    private static IEnumerable<string> Logs(string pattern) =>
        Corpus
            .Files("fail2ban", pattern)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "logs");

    private static string Program(string line) =>
        ReadLine.Of(line).IsOfSshd ? "sshd's" : "another program's";

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

    private static IEnumerable<(JsonElement Expected, string Line)> Annotated(
        Agreement agreement,
        string path
    )
    {
        const string mark = "# failJSON: ";
        JsonElement? expected = null;
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith(mark, StringComparison.Ordinal))
            {
                agreement.Case(
                    line,
                    () => expected = JsonDocument.Parse(line[mark.Length..]).RootElement
                );
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

    /// <summary>sshd, or a process of its own that logs under another name, as a program's name.</summary>
    [GeneratedRegex(
        @"(^|[ \[])sshd(-session|-auth)?((\[\d+\])?[\]:]| (\d+|-) )",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex SshdWord();

    /// <summary>Host, program and process, without a time stamp.</summary>
    [GeneratedRegex(@"^\S+ sshd(-session|-auth)?\[\d+\]: ", RegexOptions.NonBacktracking)]
    private static partial Regex SshdPrefix();

    [GeneratedRegex(
        """^results\["(?<stage>[^"]+)"\]\["[^"]+"\]\[(?<at>\d+)\]\.Evt\.Parsed\["(?<field>[^"]+)"\] == "(?<value>.*)"$""",
        RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Asserted();
}
