using System.Globalization;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostMemory;

/// <summary>The kernel killed nothing for lack of memory.</summary>
public sealed class OutOfMemoryRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.memory/oom_kills",
            Title = "the kernel has not killed processes for lack of memory within the last hour",
            Severity = Severity.Medium,
            Rationale =
                "The out-of-memory killer ends sessions, agents or the database in the middle of their work: connections break without a word. A control group that reaches its own limit counts too.",
            Reads = ["memory/oom_kills/*", "memory/oom_kills_recent/*"],
            References = ["/proc/vmstat oom_kill"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var kills = MemoryKeys.Number(input, MemoryKeys.Kills);
        var recent = MemoryKeys.Number(input, MemoryKeys.RecentKills);
        var coverage = input[MemoryKeys.Id].CoverageOf(MemoryKeys.Kills);
        yield return kills is null
            ? Finding(
                coverage.IsCertain ? Outcome.NotApplicable : Outcome.Unknown,
                "",
                coverage.Reason ?? "this kernel does not count what it kills for lack of memory"
            )
        : recent is > 0
            ? Finding(
                Outcome.Warn,
                "",
                $"the kernel killed {Processes(recent.Value)} for lack of memory within the last hour"
            ) with
            {
                Remedy =
                [
                    "journalctl -k --since -1h --grep 'Out of memory|oom-kill'",
                    "ps -eo pid,user,rss,comm --sort=-rss | head -15",
                ],
            }
        : Finding(
            Outcome.Pass,
            "",
            kills == 0
                ? "the kernel killed nothing for lack of memory since boot"
                : $"the kernel killed {Processes(kills.Value)} for lack of memory since boot, none lately"
        );
    }

    private static string Processes(double number) =>
        number == 1
            ? "a process"
            : string.Create(CultureInfo.InvariantCulture, $"{number:0} processes");
}
