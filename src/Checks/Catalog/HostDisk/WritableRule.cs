using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostDisk;

/// <summary>What a login writes to can be written to.</summary>
public sealed class WritableRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.disk/writable",
            Title = "no file system that a login writes to is read-only",
            Severity = Severity.High,
            Rationale =
                "The kernel makes a file system read-only after an error (errors=remount-ro in ext4(5)), long before anybody looks at the disk. A root that is read-only by design is no finding while "
                + "homes, /run, /tmp, /var and /var/log are elsewhere.",
            Reads = ["filesystem/**"],
            Decides = ["filesystem/**"],
            References = ["mount(8)", "ext4(5) errors"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        if (DiskKeys.Doubt(input) is { } doubt)
        {
            yield return Finding(Outcome.Unknown, "", doubt);
        }

        foreach (var (point, fileSystem) in DiskKeys.All(input))
        {
            var written = fileSystem.WrittenUses;
            var finding =
                !fileSystem.IsReadOnly ? Finding(Outcome.Pass, point, $"{point} is writable")
                : written.IsEmpty
                    ? Finding(
                        Outcome.Pass,
                        point,
                        $"{point} is read-only, and no login writes to it"
                    )
                : Finding(
                    Outcome.Fail,
                    point,
                    $"{point} is read-only ({fileSystem.Type}): {Consequences(written)}"
                ) with
                {
                    Remedy =
                    [
                        "dmesg --level=err,warn | grep -iE 'remount|I/O error|EXT4-fs|XFS' | tail",
                        $"mount -o remount,rw {ShellWord.Quote(point)}",
                    ],
                };
            yield return finding with
            {
                Keys = [DiskKeys.FileSystem(point)],
                Source = "/proc/1/mounts",
            };
        }
    }

    private static string Consequences(ImmutableArray<string> uses) =>
        string.Join(", ", uses.Select(LoginPlace.ConsequenceOf).Distinct());
}
