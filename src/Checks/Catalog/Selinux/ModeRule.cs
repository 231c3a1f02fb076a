using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Selinux;

/// <summary>The next boot does not change what SELinux allows.</summary>
public sealed class ModeRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "selinux/mode",
            Title = "SELinux runs in the mode that the next boot starts with",
            Severity = Severity.Low,
            Rationale =
                "setenforce 0 in an emergency is forgotten, and what it permitted is refused after the next boot; setenforce 1 alone does not survive one.",
            Reads = [SelinuxKeys.Mode, SelinuxKeys.ModeAtBoot],
            Decides = [SelinuxKeys.Mode, SelinuxKeys.ModeAtBoot],
            References = ["selinux_config(5)", "setenforce(8)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var now = input[SelinuxKeys.Id].Read(SelinuxKeys.Mode);
        var atBoot = input[SelinuxKeys.Id].Read(SelinuxKeys.ModeAtBoot);
        var finding =
            now.IsUnknown || atBoot.IsUnknown
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known which mode SELinux runs in: {(now.IsUnknown ? now : atBoot).Reason}"
                )
            : atBoot.IsAbsent || atBoot.Is(now.Value)
                ? Finding(Outcome.Pass, "", $"SELinux is {now.Value}")
            : Finding(
                Outcome.Warn,
                "",
                $"SELinux is {now.Value} now and {atBoot.Value} after the next boot"
            ) with
            {
                Remedy =
                [
                    now.Is(SelinuxKeys.Enforcing)
                        ? $"sed -i 's/^SELINUX=.*/SELINUX={now.Value}/' /etc/selinux/config"
                        : "setenforce 1",
                ],
            };
        yield return finding with
        {
            Keys = [SelinuxKeys.Mode, SelinuxKeys.ModeAtBoot],
            Source = atBoot.Source ?? "",
        };
    }
}
