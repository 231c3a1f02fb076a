using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Tests.Parsing.AuthLog;

/// <summary>Lines that fail2ban's tests annotate with what they expect of them.</summary>
public sealed partial class FailLogCorporaTests
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

    internal static string Unmapped(string address) =>
        address.StartsWith("::ffff:", StringComparison.Ordinal) ? address[7..] : address;

    /// <summary>sshd, or a process of its own that logs under another name, as a program's name.</summary>
    [GeneratedRegex(
        @"(^|[ \[])sshd(-session|-auth)?((\[\d+\])?[\]:]| (\d+|-) )",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    internal static partial Regex SshdWord();

    /// <summary>Host, program and process, without a time stamp.</summary>
    [GeneratedRegex(
        @"^\S+ sshd(-session|-auth)?\[\d+\]: ",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex SshdPrefix();
}
