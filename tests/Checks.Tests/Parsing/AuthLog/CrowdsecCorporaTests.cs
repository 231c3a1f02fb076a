using System.Text.RegularExpressions;

namespace Fleet.Checks.Tests.Parsing.AuthLog;

/// <summary>Lines of which CrowdSec's hub asserts the fields.</summary>
public sealed partial class CrowdsecCorporaTests
{
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
        if (!FailLogCorporaTests.SshdWord().IsMatch(line))
        {
            return;
        }

        var read = ReadLine.Of(line);
        var got = (match.Groups["stage"].Value, match.Groups["field"].Value) switch
        {
            ("s00-raw", "pid") => read.Pid.ToString(),
            ("s00-raw", "timestamp" or "timestamp8601") => read.Stamp,
            ("s00-raw", "message") => read.Message,
            ("s01-parse", "sshd_client_ip") => FailLogCorporaTests.Unmapped(read.Source),
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

    [GeneratedRegex(
        """^results\["(?<stage>[^"]+)"\]\["[^"]+"\]\[(?<at>\d+)\]\.Evt\.Parsed\["(?<field>[^"]+)"\] == "(?<value>.*)"$""",
        RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Asserted();
}
