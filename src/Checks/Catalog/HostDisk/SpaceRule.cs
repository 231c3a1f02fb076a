using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Machine;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostDisk;

/// <summary>Every file system that a login needs has room.</summary>
public sealed class SpaceRule : Rule
{
    private const string LeastMib = "fail_below_mib";
    private const string PlentyMib = "plenty_mib";
    private const double Mib = 1 << 20;

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.disk/space",
            Title = "there is room on every file system that a login needs",
            Severity = Severity.High,
            Rationale =
                "A key that is added to a full disk leaves an empty or cut authorized_keys, agent and X11 sockets cannot be made, the log that would explain it ends, and auditd may be told to halt "
                + "logins. Percentages are df's. Large file systems are judged by what is left, not by the percentage; small ones fail only below a tenth.",
            Reads = ["filesystem/**", "disk/**"],
            Parameters = ImmutableDictionary<string, string>
                .Empty.Add(Fullness.WarnName, "90")
                .Add(Fullness.FailName, "98")
                .Add(LeastMib, "16")
                .Add(PlentyMib, "20480"),
            References = ["df(1)", "statfs(2)"],
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
            yield return Judge(input, point, fileSystem);
        }
    }

    private Finding Judge(JudgeInput input, string point, NeededFileSystem fileSystem)
    {
        var used = DiskKeys.Number(input, DiskKeys.Used(point));
        var available = DiskKeys.Number(input, DiskKeys.Available(point));
        var total = DiskKeys.Number(input, DiskKeys.Total(point));
        if (used is null || available is null || total is null)
        {
            var coverage = input[DiskKeys.Id].CoverageOf(DiskKeys.Used(point));
            return coverage.IsCertain
                ? Finding(Outcome.NotApplicable, point, $"{fileSystem.Type} has no size of its own")
                : Finding(
                    Outcome.Unknown,
                    point,
                    $"not known how full {point} is: {coverage.Reason}"
                );
        }

        var outcome = OutcomeOf(input, used.Value, available.Value, total.Value);
        var left = $"{Percent(used.Value)} used, {Size(available.Value)} left";
        return outcome == Outcome.Pass
            ? Finding(outcome, point, $"{point}: {left}")
            : Finding(
                outcome,
                point,
                outcome == Outcome.Fail
                    ? $"{point} is full ({left}): {fileSystem.Consequence}"
                    : $"{point} fills up ({left}); once it is full {fileSystem.Consequence}"
            ) with
            {
                Remedy = Remedy(point, fileSystem),
            };
    }

    private Outcome OutcomeOf(JudgeInput input, double used, double available, double total)
    {
        var least = Math.Min(Fullness.Number(input, Declaration, LeastMib) * Mib, total / 10);
        return available < least ? Outcome.Fail
            : available >= Fullness.Number(input, Declaration, PlentyMib) * Mib ? Outcome.Pass
            : Fullness.Of(input, Declaration).Judge(used);
    }

    private static ImmutableArray<string> Remedy(string point, NeededFileSystem fileSystem)
    {
        var largest = $"du -xhd2 {ShellWord.Quote(point)} | sort -h | tail -20";
        return fileSystem.Uses.Contains("log")
            ? [largest, "journalctl --vacuum-size=200M"]
            : [largest];
    }

    internal static string Percent(double number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(number):0} %");

    private static string Size(double bytes) =>
        bytes >= 1024 * Mib
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Mib / 1024:0.#} GiB")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(bytes / Mib):0} MiB");
}
