using System.Text.RegularExpressions;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;
using static Fleet.Checks.Tests.Catalog.SshPaths.PathsHost;

namespace Fleet.Checks.Tests.Catalog.SshPaths;

/// <summary>
/// What was measured with Debian 12's own sshd: the trees that each row's words describe, built again, get the same verdicts. The user is root there, and the key file stands outside
/// its home.
/// </summary>
public sealed partial class StrictModesCorporaTests
{
    private const string Keys = "/srv/keys/sub/authorized_keys";
    private const int Private = 0b110_000_000;

    [Fact]
    public async Task Verdicts_are_those_of_Debians_sshd()
    {
        using var cases = Corpus.Json("oracle_debian12/strictmodes.json");
        var compared = 0;
        foreach (var row in cases.RootElement.EnumerateArray())
        {
            var words = row.GetProperty("mode").GetString()!;
            var result = row.GetProperty("result").GetString()!;
            if (Tree(words) is not { } host)
            {
                TestContext.Current.AddWarning($"these words describe no tree: {words}");
                continue;
            }

            var seen = await host.LookAsync();
            var findings = seen.Findings.Where(finding => finding.Subject == "root").ToList();
            var hasFile = seen.Last.Facts.Any(fact =>
                fact.Key.StartsWith("authorized_keys_file/root/", StringComparison.Ordinal)
            );
            var accepted = hasFile && findings.TrueForAll(f => f.Outcome == Outcome.Pass);
            Assert.True(
                accepted == result.StartsWith("accept", StringComparison.Ordinal),
                $"{words}: {string.Join("; ", findings.Select(f => f.Summary))}"
            );
            compared++;
        }

        Assert.NotEqual(0, compared);
    }

    private static FakeHost? Tree(string words)
    {
        var host = Debian()
            .File("/etc/ssh/sshd_config", $"AuthorizedKeysFile {Keys}\n")
            .File(Keys, KeyLine, Private);
        if (FileWords().Match(words) is { Success: true } file)
        {
            return host.File(Keys, KeyLine, Mode(file), Owner(file), GroupOf(file));
        }

        if (FolderWords().Match(words) is { Success: true } folder)
        {
            var path = folder.Groups["which"].Value == "parent" ? "/srv/keys/sub" : "/srv/keys";
            return host.Directory(path, Mode(folder), Owner(folder), GroupOf(folder));
        }

        return words switch
        {
            "file owner other user, 0600" => host.File(Keys, KeyLine, Private, Bob, Bob),
            "directory owner other user" => host.Directory("/srv/keys/sub", Open, Bob, Bob),
            "file below /tmp (1777)" => host.File(
                    "/etc/ssh/sshd_config",
                    "AuthorizedKeysFile /tmp/keys\n"
                )
                .File("/tmp/keys", KeyLine, Private),
            "symlink to a file below /tmp" => Linked(host, "/tmp/keys"),
            "symlink to a good file" => Linked(host, "/srv/good"),
            "path is a directory or fifo" => host.Gone(Keys).Fifo(Keys),
            "file absent" => host.Gone(Keys),
            _ => null,
        };
    }

    private static FakeHost Linked(FakeHost host, string target) =>
        host.File(target, KeyLine, Private).Gone(Keys).Link(Keys, target);

    private static int Mode(Match words) => Convert.ToInt32(words.Groups["mode"].Value, 8);

    private static uint Owner(Match words) =>
        words.Groups["owner"].Value switch
        {
            "" or "root" => 0,
            "alice" => Alice,
            _ => Bob,
        };

    /// <summary>Groups of the measured host: root is root's own, games another account's own, any other has no members.</summary>
    private static uint GroupOf(Match words) =>
        words.Groups["group"].Value switch
        {
            "" or "root" => 0,
            "games" => 60,
            _ => 100,
        };

    [GeneratedRegex(
        @"^(?<mode>[0-7]{4})( (?<owner>\w+):(?<group>\w+))? file\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex FileWords();

    [GeneratedRegex(
        @"^(?<which>parent|grandparent) (?<mode>[0-7]{4})\b( (?<owner>\w+):(?<group>\w+))?",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex FolderWords();
}
