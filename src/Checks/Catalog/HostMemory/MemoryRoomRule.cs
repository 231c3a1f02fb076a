using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Machine;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostMemory;

/// <summary>There is memory for one more process.</summary>
public sealed class MemoryRoomRule : Rule
{
    private const string WarnBelow = "warn_below_percent";
    private const string FailBelow = "fail_below_percent";
    private const string Plenty = "plenty_mib";
    private const double Mib = 1 << 20;

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.memory/room",
            Title = "there is memory for new logins",
            Severity = Severity.High,
            Rationale =
                "Without memory sshd's fork fails (\"fork: Cannot allocate memory\") or the kernel kills a process to make room, perhaps the session that should repair it. Counted is what can be had "
                + "without swapping (MemAvailable) and free swap, as a share of memory.",
            Reads = [MemoryKeys.Total, "memory/room/*"],
            Parameters = ImmutableDictionary<string, string>
                .Empty.Add(WarnBelow, "5")
                .Add(FailBelow, "2")
                .Add(Plenty, "1024"),
            References = ["proc_meminfo(5) MemAvailable", "proc_sys_vm(5) overcommit_memory"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        if (
            MemoryKeys.Number(input, MemoryKeys.Room) is not { } room
            || MemoryKeys.Number(input, MemoryKeys.RoomPercent) is not { } percent
        )
        {
            var reason =
                input[MemoryKeys.Id].CoverageOf(MemoryKeys.Room).Reason ?? "not looked yet";
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known how much memory is left: {reason}"
            );
            yield break;
        }

        var total = input[MemoryKeys.Id].Read(MemoryKeys.Total).Value;
        var left = string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Floor(room / Mib):0} MiB of memory and swap are left, {percent:0.#} % of {total}"
        );
        var outcome =
            room >= Fullness.Number(input, Declaration, Plenty) * Mib ? Outcome.Pass
            : percent < Fullness.Number(input, Declaration, FailBelow) ? Outcome.Fail
            : percent < Fullness.Number(input, Declaration, WarnBelow) ? Outcome.Warn
            : Outcome.Pass;
        yield return outcome == Outcome.Pass
            ? Finding(outcome, "", left)
            : Finding(outcome, "", $"{left}: new connections may be reset") with
            {
                Remedy = ["ps -eo pid,user,rss,comm --sort=-rss | head -15", "free -m"],
            };
    }
}
