using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;
using static Fleet.Checks.Tests.Catalog.SshPaths.PathsHost;

namespace Fleet.Checks.Tests.Catalog.SshPaths;

/// <summary>Every row that was measured with Debian 12's own sshd: the same trees, the same verdicts. The user is root there, with /root as home.</summary>
public sealed class StrictModesCorpusTests
{
    private const string Keys = "/srv/keys/sub/authorized_keys";
    private const int File600 = 0b110_000_000;

    [Fact]
    public async Task Verdicts_are_those_of_Debians_sshd()
    {
        using var cases = Corpus.Json("oracle_debian12/strictmodes.json");
        foreach (var row in cases.RootElement.EnumerateArray())
        {
            var mode = row.GetProperty("mode").GetString()!;
            var accepted = row.GetProperty("result")
                .GetString()!
                .StartsWith("accept", StringComparison.Ordinal);
            if (Tree(mode) is not { } host)
            {
                Assert.Fail($"no tree is written for the row \"{mode}\"");
                return;
            }

            var seen = await host.LookAsync();
            var findings = seen.Findings.Where(finding => finding.Subject == "root").ToList();
            var absent = mode == "file absent";
            Assert.True(
                (
                    absent
                        ? !accepted
                        : accepted == findings.TrueForAll(f => f.Outcome == Outcome.Pass)
                ),
                $"{mode}: {string.Join("; ", findings.Select(f => f.Summary))}"
            );
        }
    }

    private static FakeHost? Tree(string mode)
    {
        var host = Debian()
            .File("/etc/ssh/sshd_config", $"AuthorizedKeysFile {Keys}\n")
            .File(Keys, KeyLine, File600);
        return mode switch
        {
            "0600 root:root file" => host,
            "0644 root:root file" => host.File(Keys, KeyLine),
            "0664 root:root file; group root = primary of root only" => host.File(
                Keys,
                KeyLine,
                0b110_110_100
            ),
            "0664 root:users file; group without members" => host.File(
                Keys,
                KeyLine,
                0b110_110_100,
                0,
                100
            ),
            "0664 root:games file; primary group of another user" => host.File(
                Keys,
                KeyLine,
                0b110_110_100,
                0,
                60
            ),
            "0666 file" => host.File(Keys, KeyLine, 0b110_110_110),
            "parent 0775 root:root" => host.Directory("/srv/keys/sub", 0b111_111_101),
            "parent 0775 root:users" => host.Directory("/srv/keys/sub", 0b111_111_101, 0, 100),
            "parent 1777 (sticky)" => host.Directory("/srv/keys/sub", 0b001_111_111_111),
            "grandparent 0777 outside home" => host.Directory("/srv/keys", Everybody),
            "file owner other user, 0600" => host.File(Keys, KeyLine, File600, Bob, Bob),
            "directory owner other user" => host.Directory("/srv/keys/sub", Open, Bob, Bob),
            "file below /tmp (1777)" => host.File(
                    "/etc/ssh/sshd_config",
                    "AuthorizedKeysFile /tmp/keys\n"
                )
                .File("/tmp/keys", KeyLine, File600),
            "symlink to a file below /tmp" => host.File("/tmp/keys", KeyLine, File600)
                .Gone(Keys)
                .Link(Keys, "/tmp/keys"),
            "symlink to a good file" => host.File("/srv/good", KeyLine, File600)
                .Gone(Keys)
                .Link(Keys, "/srv/good"),
            "path is a directory or fifo" => host.Gone(Keys).Fifo(Keys),
            "file absent" => host.Gone(Keys),
            _ => null,
        };
    }
}
