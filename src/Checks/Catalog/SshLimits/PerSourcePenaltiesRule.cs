using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshLimits;

/// <summary>Sources that misbehave are kept out by sshd itself.</summary>
public sealed class PerSourcePenaltiesRule : Rule
{
    private const string Keyword = "PerSourcePenalties";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.limits/per_source_penalties",
            Title = "sshd keeps out sources that guess or crash it",
            Severity = Severity.Low,
            Rationale =
                "From 9.8 on sshd refuses a source for a while after failed logins, crashes and connections that never log in. Where that hits an address behind which many people sit, or a monitor, "
                + "PerSourcePenaltyExemptList excepts it; switching it off leaves every other source free to guess.",
            Reads = ["sshd_config/" + Keyword],
            References = ["sshd_config(5) PerSourcePenalties", "CVE-2024-6387"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var reading = SshLoad.Configured(input, Keyword);
        var finding =
            reading.IsUnknown
                ? Finding(Outcome.Unknown, "", $"PerSourcePenalties is not known: {reading.Reason}")
            : reading.IsAbsent
                ? Finding(Outcome.NotApplicable, "", "this sshd has none: they came with 9.8")
            : reading.Is("no")
                ? Finding(
                    Outcome.Warn,
                    "",
                    "sshd refuses no source, however often it fails (PerSourcePenalties no)"
                ) with
                {
                    Remedy = SshdRemedy.Set(input, Keyword, "yes", reading.Source ?? ""),
                }
            : Finding(Outcome.Pass, "", $"PerSourcePenalties {reading.Value}");
        yield return finding with
        {
            Keys = [.. Declaration.Reads],
            Source = reading.Source ?? "",
        };
    }
}
