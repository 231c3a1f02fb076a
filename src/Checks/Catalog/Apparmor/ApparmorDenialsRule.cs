using System.Collections.Immutable;
using Fleet.Checks.Catalog.Denials;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Apparmor;

/// <summary>AppArmor refused sshd nothing lately.</summary>
public sealed class ApparmorDenialsRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "apparmor/denials",
            Title = "AppArmor has refused sshd nothing within the last day",
            Severity = Severity.Medium,
            Rationale =
                "A refusal names the cause that the login's own log hides: which file could not be read. Only refusals that were enforced, under a profile of sshd.",
            Reads = [ApparmorCheck.Denied + "/*/*/*"],
            References = ["apparmor.d(5)", "aa-logprof(8)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var denied = DeniedAccess
            .Of(input, ApparmorCheck.Id, ApparmorCheck.Denied)
            .ToImmutableArray();
        foreach (var denial in denied)
        {
            var mask = denial.Object.Length > 0 ? $" ({denial.Object})" : "";
            yield return Finding(
                Outcome.Warn,
                denial.Subject(ApparmorCheck.Denied),
                $"AppArmor refused {denial.Program} to {denial.Operation}{mask}{(denial.Name.Length > 0 ? $" {denial.Name}" : "")}"
            ) with
            {
                Keys = [denial.Key],
                Remedy = ["aa-logprof", "aa-complain sshd"],
            };
        }

        var coverage = input[ApparmorCheck.Id].CoverageOf(ApparmorCheck.Denied);
        if (!coverage.IsCertain)
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known what AppArmor refused: {coverage.Reason}"
            );
        }
        else if (coverage.State == CoverageState.Absent)
        {
            yield return Finding(Outcome.NotApplicable, "", coverage.Reason ?? "");
        }
        else if (denied.IsEmpty)
        {
            yield return Finding(
                Outcome.Pass,
                "",
                "AppArmor refused sshd nothing within the last day"
            );
        }
    }
}
