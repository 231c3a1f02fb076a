using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshPaths;

/// <summary>
/// What was measured with Debian 12's own sshd: the trees that each row's words describe, built again, get the same verdicts. The user is root there, and the key file stands outside
/// its home.
/// </summary>
public sealed class StrictModesCorporaTests
{
    [Fact]
    public async Task Verdicts_are_those_of_Debians_sshd()
    {
        var agreement = new Agreement("oracle_debian12/strictmodes");
        var rows = new List<(string Words, string Result)>();
        agreement.Rows(
            "oracle_debian12/strictmodes.json",
            (_, row) =>
                rows.Add(
                    (row.GetProperty("mode").GetString()!, row.GetProperty("result").GetString()!)
                )
        );
        foreach (var (words, result) in rows)
        {
            var expected = result.StartsWith("accept", StringComparison.Ordinal);
            if (StrictModesWords.Tree(words) is { } host)
            {
                var accepted = await AcceptsAsync(host);
                agreement.Compare(words, Word(expected), Word(accepted));
            }
            else
            {
                agreement.Compare(
                    words,
                    Word(expected),
                    "not judged",
                    "the case cannot be read: these words describe no tree"
                );
            }
        }

        agreement.Conclude();
    }

    private static async Task<bool> AcceptsAsync(FakeHost host)
    {
        var seen = await host.LookAsync();
        return seen.Last.Facts.Any(fact =>
                fact.Key.StartsWith("authorized_keys_file/root/", StringComparison.Ordinal)
            )
            && seen.Findings.Where(finding => finding.Subject == "root")
                .All(finding => finding.Outcome == Outcome.Pass);
    }

    private static string Word(bool accepts) => accepts ? "accept" : "refuse";
}
