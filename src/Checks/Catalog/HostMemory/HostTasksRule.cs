using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Machine;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostMemory;

/// <summary>The host can have more processes.</summary>
public sealed class HostTasksRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.memory/tasks",
            Title = "process numbers are left on the host",
            Severity = Severity.High,
            Rationale =
                "Every process and every thread needs a number. When kernel.pid_max or kernel.threads-max is reached nobody can start anything, root included: \"fork: Resource temporarily unavailable\".",
            Reads = [MemoryKeys.TaskLimit, "tasks/host/**"],
            Parameters = ImmutableDictionary<string, string>
                .Empty.Add(Fullness.WarnName, "80")
                .Add(Fullness.FailName, "95"),
            References = ["proc_sys_kernel(5) pid_max, threads-max"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input[MemoryKeys.Id];
        if (MemoryKeys.Number(input, MemoryKeys.TasksUsed) is not { } used)
        {
            var reason = facts.CoverageOf(MemoryKeys.TasksUsed).Reason ?? "not counted yet";
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known how many tasks there are: {reason}"
            );
            yield break;
        }

        var outcome = Fullness.Of(input, Declaration).Judge(used);
        var limit = facts.Read(MemoryKeys.TaskLimit).Value;
        var share = string.Create(CultureInfo.InvariantCulture, $"{used:0.#} % of {limit} tasks");
        yield return outcome == Outcome.Pass
            ? Finding(outcome, "", $"{share} are used")
            : Finding(outcome, "", $"{share} are used: soon nobody can start a process") with
            {
                Remedy =
                [
                    "ps -eLo user,comm | sort | uniq -c | sort -n | tail",
                    "sysctl -w kernel.pid_max=4194304",
                ],
            };
    }
}
