using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.BansSshguard;

/// <summary>sshguard can ban whom it finds.</summary>
public sealed class SshguardWorksRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "bans.sshguard/works",
            Title = "sshguard runs and has a backend that bans",
            Severity = Severity.Medium,
            Rationale =
                "Started at boot and not running, or with the backend null, it bans nobody, and nothing says so.",
            Reads = [SshguardKeys.Running, SshguardKeys.Backend],
            References = ["sshguard(8)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["bans.sshguard"];
        var running = facts.Read(SshguardKeys.Running);
        var backend = facts.Read(SshguardKeys.Backend);
        var finding =
            running.IsUnknown || backend.IsUnknown
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known whether sshguard works: {(running.IsUnknown ? running : backend).Reason}"
                )
            : running.Is("no")
                ? Finding(Outcome.Warn, "", "sshguard does not run: it bans nobody") with
                {
                    Remedy = ["systemctl restart sshguard"],
                }
            : backend.Value is "" or "null"
                ? Finding(Outcome.Warn, "", "sshguard has no backend that bans") with
                {
                    Remedy =
                    [
                        "echo 'BACKEND=\"/usr/libexec/sshguard/sshg-fw-nft-sets\"' >> /etc/sshguard/sshguard.conf && systemctl restart sshguard",
                    ],
                }
            : Finding(Outcome.Pass, "", $"sshguard bans through {backend.Value}");
        yield return finding with
        {
            Keys = [.. Declaration.Reads],
            Source = backend.Source ?? "",
        };
    }
}
