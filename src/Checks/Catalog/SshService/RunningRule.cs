using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshService;

/// <summary>sshd takes connections.</summary>
public sealed class RunningRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.service/running",
            Title = "sshd is running",
            Severity = Severity.Critical,
            Rationale =
                "Without the daemon, or systemd's socket in its place, every connection is refused. Debian's unit does not retry after a fatal start (RestartPreventExitStatus=255).",
            Reads =
            [
                SshServiceCheck.Running,
                SshServiceCheck.ConfigValid,
                "unit/*/active",
                "unit/*/result",
                "unit/*/enabled",
            ],
            Decides = [SshServiceCheck.Running, "unit/*/active"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["ssh.service"];
        var running = facts.Read(SshServiceCheck.Running);
        var finding =
            running.IsUnknown
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known whether sshd is running: {running.Reason}"
                )
            : running.Is("yes") ? Finding(Outcome.Pass, "", "sshd is running")
            : Finding(Outcome.Fail, "", $"nobody can connect: sshd is not running{Why(facts)}") with
            {
                Remedy = Remedy(input, facts),
            };
        yield return finding with
        {
            Keys = [SshServiceCheck.Running, .. ActiveKeys(facts)],
        };
    }

    private static IEnumerable<string> ActiveKeys(CheckFacts facts) =>
        facts
            .Under("unit")
            .Select(held => held.Fact.Key)
            .Where(key => key.EndsWith("/active", StringComparison.Ordinal));

    private static string Why(CheckFacts facts)
    {
        var broken = Broken(facts);
        if (broken is not null)
        {
            return $": {broken}";
        }

        var failed = facts
            .Under("unit")
            .FirstOrDefault(held =>
                held.Fact.Key.EndsWith("/active", StringComparison.Ordinal)
                && held.Fact.Value == "failed"
            )
            .Fact.Key;
        if (failed is null)
        {
            return "";
        }

        var unit = failed.Split('/')[1];
        var result = facts.Read($"unit/{unit}/result").Value;
        return $" ({unit} failed{(result.Length > 0 ? $": {result}" : "")})";
    }

    private static ImmutableArray<string> Remedy(JudgeInput input, CheckFacts facts)
    {
        ImmutableArray<string> first = Broken(facts) is null
            ? []
            : ConfigRepair.Steps(facts.Read(SshServiceCheck.ConfigValid).Value);
        if (SshdRemedy.Unit(input) is not { } unit)
        {
            return [.. first, "install -d -m 755 /run/sshd && /usr/sbin/sshd"];
        }

        if (facts.Read($"unit/{unit}.service/enabled").Is("masked"))
        {
            return [.. first, $"systemctl unmask {unit}", $"systemctl start {unit}"];
        }

        return facts.Read($"unit/{unit}.service/active").Is("failed")
            ?
            [
                .. first,
                $"systemctl reset-failed {unit}",
                $"systemctl start {unit}",
                $"journalctl -u {unit} -n 20",
            ]
            : [.. first, $"systemctl start {unit}"];
    }

    private static string? Broken(CheckFacts facts)
    {
        var valid = facts.Read(SshServiceCheck.ConfigValid);
        return valid.IsPresent && !valid.Is("yes") ? ConfigRepair.Complaint(valid.Value) : null;
    }
}
