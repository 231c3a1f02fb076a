using System.Collections.Immutable;
using Fleet.Checks.Catalog.Machine;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostDisk;

/// <summary>Every file system that a login needs can hold more files.</summary>
public sealed class InodesRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.disk/inodes",
            Title = "there are inodes left on every file system that a login needs",
            Severity = Severity.High,
            Rationale =
                "Without inodes no file can be made although df shows space: \"No space left on device\". Millions of small files (sessions, mail queues, caches) use them up. File systems without a "
                + "fixed number (Btrfs, ZFS) are left out.",
            Reads = ["filesystem/**", "disk/**"],
            Parameters = ImmutableDictionary<string, string>
                .Empty.Add(Fullness.WarnName, "90")
                .Add(Fullness.FailName, "98"),
            References = ["df(1) -i"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        if (DiskKeys.Doubt(input) is { } doubt)
        {
            yield return Finding(Outcome.Unknown, "", doubt);
        }

        foreach (
            var (point, fileSystem) in DiskKeys.All(input).Where(f => !f.FileSystem.IsReadOnly)
        )
        {
            if (DiskKeys.Number(input, DiskKeys.InodesUsed(point)) is not { } used)
            {
                continue;
            }

            var outcome = Fullness.Of(input, Declaration).Judge(used);
            yield return outcome == Outcome.Pass
                ? Finding(outcome, point, $"{point}: {SpaceRule.Percent(used)} of its inodes used")
                : Finding(
                    outcome,
                    point,
                    outcome == Outcome.Fail
                        ? $"{point} has no inodes left ({SpaceRule.Percent(used)} used): {fileSystem.Consequence}"
                        : $"{point} runs out of inodes ({SpaceRule.Percent(used)} used); without any {fileSystem.Consequence}"
                ) with
                {
                    Remedy = [$"du -x --inodes -d3 {ShellWord.Quote(point)} | sort -n | tail -20"],
                };
        }
    }
}
