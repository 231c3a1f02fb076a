using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>Where a case stands behind a rule or a chain.</summary>
internal enum FlowKind
{
    Unspecified = 0,

    /// <summary>The next rule is asked.</summary>
    Continue,

    /// <summary>Back to the chain that called, or to the policy.</summary>
    Return,

    /// <summary>The base chain lets it pass; the next one is asked.</summary>
    Accept,
    Drop,
    Reject,

    /// <summary>Not decided by what is modelled.</summary>
    Unknown,
}

/// <summary>A case and what became of it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Decision">By which rule.</param>
/// <param name="Reject">The answer of a reject.</param>
/// <param name="Reason">Why it is unknown.</param>
internal readonly record struct Flow(
    Case Case,
    FlowKind Kind,
    Decision? Decision = null,
    RejectWith Reject = RejectWith.Unspecified,
    string Reason = ""
);

/// <summary>How much more is looked at: a ruleset may be built so that its cases never end.</summary>
internal sealed class WalkBudget
{
    private const int MaxRules = 200_000;
    private int _spent;

    /// <summary>The most jumps inside each other; the kernel allows 16.</summary>
    public const int MaxDepth = 32;

    /// <summary>False where too much has been looked at already.</summary>
    public bool Spend() => ++_spent <= MaxRules;
}
