using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Expectations;
using Fleet.Checks.Judging;
using Fleet.Checks.Judging.Expectations;

namespace Fleet.Controller.Judging.Policies;

/// <summary>A rule that a policy declares itself.</summary>
/// <param name="Name">As the policy calls it.</param>
/// <param name="Expected">What a fact is expected to be.</param>
/// <param name="Place">Where the policy says so.</param>
public sealed record PolicyExpectation(string Name, FactExpectation Expected, PolicyPlace Place)
{
    /// <summary>The rule's id: <c>ssh.config/policy.banner</c>. It stands among the rules of the check that reports the fact, and is told and attached to causes as they are.</summary>
    public string RuleId => $"{Expected.Check}/policy.{Name}";

    /// <summary>A catalog whose checks are judged by these as well.</summary>
    public static CheckCatalog Extend(
        CheckCatalog catalog,
        ImmutableArray<PolicyExpectation> expectations
    ) =>
        expectations.IsEmpty
            ? catalog
            : new CheckCatalog([.. catalog.Checks.Select(check => Extend(check, expectations))]);

    private static Check Extend(Check check, ImmutableArray<PolicyExpectation> expectations)
    {
        ImmutableArray<Rule> further =
        [
            .. expectations
                .Where(each => each.Expected.Check == check.Declaration.Id)
                .Select(each => new ExpectedFactRule(each.RuleId, each.Expected)),
        ];
        return further.IsEmpty ? check : new CheckWithRules(check, further);
    }
}
