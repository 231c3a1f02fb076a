using System.Collections.Immutable;

namespace Fleet.Checks.Judging;

/// <summary>What a policy says of one rule. What it leaves out stays as the rule declares it.</summary>
/// <param name="Off">The rule is not judged.</param>
/// <param name="Severity">Replaces the declared severity.</param>
/// <param name="Parameters">Replace declared parameters of the same name.</param>
public sealed record RulePolicy(
    bool Off,
    Severity? Severity,
    ImmutableDictionary<string, string> Parameters
);

/// <summary>Expected values and severities for every host.</summary>
/// <param name="Rules">By rule id.</param>
public sealed record Policy(ImmutableDictionary<string, RulePolicy> Rules)
{
    /// <summary>Every rule as it declares itself.</summary>
    public static Policy BuiltIn { get; } = new(ImmutableDictionary<string, RulePolicy>.Empty);

    /// <summary>A rule's parameter: the policy's value, or the declared one.</summary>
    /// <exception cref="KeyNotFoundException">The rule declares no such parameter: a defect of the rule.</exception>
    public string Parameter(RuleDeclaration rule, string name) =>
        Rules.TryGetValue(rule.Id, out var said) && said.Parameters.TryGetValue(name, out var value)
            ? value
            : rule.Parameters[name];
}
