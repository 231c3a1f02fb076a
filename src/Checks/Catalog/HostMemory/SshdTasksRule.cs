using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Machine;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostMemory;

/// <summary>sshd's unit may have more processes.</summary>
public sealed class SshdTasksRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.memory/sshd_tasks",
            Title = "sshd's unit is below its limit of tasks",
            Severity = Severity.High,
            Rationale =
                "Connections before the login, and all sessions where pam_systemd does not move them, count against TasksMax= of sshd's unit. At the limit fork fails with \"Resource temporarily "
                + "unavailable\" and new connections are reset.",
            Reads = [MemoryKeys.SshdTaskLimit, "tasks/sshd/**"],
            Parameters = ImmutableDictionary<string, string>
                .Empty.Add(Fullness.WarnName, "80")
                .Add(Fullness.FailName, "95"),
            CausedBy = "ssh.service/running",
            References = ["systemd.resource-control(5) TasksMax="],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var limit = input[MemoryKeys.Id].Read(MemoryKeys.SshdTaskLimit);
        yield return limit.IsUnknown
            ? Finding(
                Outcome.Unknown,
                "",
                $"not known how many tasks sshd may have: {limit.Reason}"
            )
        : limit.IsAbsent
            ? Finding(Outcome.NotApplicable, "", limit.Reason ?? "sshd has no limit of tasks")
        : MemoryKeys.Number(input, MemoryKeys.SshdTasksUsed) is { } used ? Judge(input, limit, used)
        : Finding(Outcome.Pass, "", "sshd has no limit of tasks");
    }

    private Finding Judge(JudgeInput input, Reading limit, double used)
    {
        var refused = MemoryKeys.Number(input, MemoryKeys.SshdTasksRefused) ?? 0;
        var outcome = refused > 0 ? Outcome.Fail : Fullness.Of(input, Declaration).Judge(used);
        var share = string.Create(
            CultureInfo.InvariantCulture,
            $"{used:0.#} % of the {limit.Value} tasks that sshd may have are used"
        );
        var text =
            refused > 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"sshd could not start a process {refused:0} times within the last hour; {share}"
                )
            : outcome == Outcome.Pass ? share
            : $"{share}: at the limit new connections are reset";
        return outcome == Outcome.Pass
            ? Finding(outcome, "", text)
            : Finding(outcome, "", text) with
            {
                Remedy = Remedy(input, limit),
                Source = limit.Source ?? "",
            };
    }

    // Where a group above sshd's is the narrow one, its unit is the last part of the folder.
    private static ImmutableArray<string> Remedy(JudgeInput input, Reading limit)
    {
        var parts = (limit.Source ?? "").Split('/');
        var unit =
            parts.Length > 2 && parts[^2].Contains('.', StringComparison.Ordinal)
                ? parts[^2]
                : SshdRemedy.Unit(input);
        return unit is null
            ? ["ps -C sshd,sshd-session -o pid,user,args"]
            :
            [
                $"systemctl status {ShellWord.Quote(unit)}",
                $"systemctl set-property {ShellWord.Quote(unit)} TasksMax=infinity",
            ];
    }
}
