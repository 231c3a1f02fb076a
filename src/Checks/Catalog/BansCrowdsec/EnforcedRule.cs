using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.BansCrowdsec;

/// <summary>What CrowdSec decides, somebody enforces.</summary>
public sealed class EnforcedRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "bans.crowdsec/enforced",
            Title = "what CrowdSec decides is enforced on this host",
            Severity = Severity.Medium,
            Rationale =
                "CrowdSec itself closes nothing: a bouncer does. Without one that runs, the list of decisions grows and everybody on it goes on.",
            Reads = [CrowdsecKeys.Engine, CrowdsecKeys.Bouncer],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["bans.crowdsec"];
        var bouncer = facts.Read(CrowdsecKeys.Bouncer);
        var engine = facts.Read(CrowdsecKeys.Engine);
        var finding =
            bouncer.IsUnknown
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known whether the firewall bouncer runs: {bouncer.Reason}"
                )
            : bouncer.Is("no")
                ? Finding(
                    Outcome.Warn,
                    "",
                    engine.Is("yes")
                        ? "CrowdSec decides, but no firewall bouncer runs here: nobody is banned"
                        : "CrowdSec is meant to run here and does not: nobody is banned"
                ) with
                {
                    Remedy =
                    [
                        engine.Is("no")
                            ? "systemctl restart crowdsec crowdsec-firewall-bouncer"
                            : "systemctl restart crowdsec-firewall-bouncer",
                    ],
                }
            : Finding(Outcome.Pass, "", "the firewall bouncer runs");
        yield return finding with
        {
            Keys = [.. Declaration.Reads],
        };
    }
}
