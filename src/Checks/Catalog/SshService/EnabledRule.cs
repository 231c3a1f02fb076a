using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshService;

/// <summary>sshd starts at boot.</summary>
public sealed class EnabledRule : Rule
{
    private static readonly string[] AtBoot =
    [
        "enabled",
        "static",
        "alias",
        "generated",
        "indirect",
    ];

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.service/enabled",
            Title = "sshd starts at boot",
            Severity = Severity.Medium,
            Rationale =
                "A daemon that was started by hand is gone after the next reboot, usually when nobody is near.",
            Reads = ["unit/*/enabled"],
            Decides = ["unit/*/enabled"],
            References = ["systemctl(1) is-enabled"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["ssh.service"];
        var units = facts
            .Under("unit")
            .Where(held => held.Fact.Key.EndsWith("/enabled", StringComparison.Ordinal))
            .ToList();
        var coverage = facts.CoverageOf("unit");
        if (!coverage.IsCertain)
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known whether sshd starts at boot: {coverage.Reason}"
            );
        }
        else if (units.Count == 0)
        {
            yield return Finding(
                Outcome.NotApplicable,
                "",
                coverage.Reason ?? "systemd knows no unit of sshd on this host"
            );
        }
        else if (units.Exists(held => AtBoot.Contains(held.Fact.Value)))
        {
            yield return Finding(Outcome.Pass, "", "sshd starts at boot") with
            {
                Keys = [.. units.Select(u => u.Fact.Key)],
            };
        }
        else
        {
            var unit = SshdRemedy.Unit(input) ?? "ssh";
            yield return Finding(
                Outcome.Warn,
                "",
                $"sshd will not start at boot: {string.Join(", ", units.Select(u => $"{u.Fact.Key.Split('/')[1]} is {u.Fact.Value}"))}"
            ) with
            {
                Keys = [.. units.Select(u => u.Fact.Key)],
                Remedy = [$"systemctl enable {unit}"],
            };
        }
    }
}
