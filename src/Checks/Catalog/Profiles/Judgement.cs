using System.Collections.Immutable;
using Fleet.Checks.Judging.Expectations;

namespace Fleet.Checks.Catalog.Profiles;

/// <summary>How a control is judged.</summary>
public abstract record Judgement
{
    private protected Judgement() { }
}

/// <summary>By a built-in rule. What a fleet's policy says of the rule does not count: a profile gives the same answer everywhere.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Parameters">Replace the built-in values of its parameters.</param>
public sealed record ByRule(string Rule, ImmutableDictionary<string, string> Parameters)
    : Judgement;

/// <summary>By what a fact is expected to be.</summary>
public sealed record ByExpectation(FactExpectation Expected) : Judgement;

/// <summary>All of them have to hold; each has results of its own.</summary>
public sealed record AllOf(ImmutableArray<Judgement> Parts) : Judgement;

/// <summary>One of them has to hold; the control has one result.</summary>
public sealed record AnyOf(ImmutableArray<Judgement> Parts) : Judgement;

/// <summary>By a person.</summary>
/// <param name="Reason">Why no machine does.</param>
public sealed record ByHand(string Reason) : Judgement;
