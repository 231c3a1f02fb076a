using System.Collections.Immutable;

namespace Fleet.Checks.Judging.Expectations;

/// <summary>What has to be true of a fact. Words are compared as sshd compares them (<see cref="FactText"/>).</summary>
public abstract record Condition
{
    private protected Condition() { }

    /// <summary>What is asked for, after <c>is</c> or <c>expected</c>: <c>at most 4</c>.</summary>
    public abstract string Words { get; }

    /// <summary>True where a value that is there is as it should be.</summary>
    public abstract bool Accepts(FactText value);

    /// <summary>A value that would be accepted in the place of this one; null where the condition does not name one.</summary>
    public virtual string? Instead(FactText value) => null;

    /// <summary>The members of a list that are against the condition; none where it speaks of no members.</summary>
    public virtual IEnumerable<string> AlienIn(FactText value) => [];

    private protected static string Listed(ImmutableArray<string> words) =>
        string.Join(", ", words);
}

/// <summary><c>equals</c>, <c>one_of</c>: one of these values.</summary>
/// <param name="Values">At least one; a remedy sets the first.</param>
public sealed record OneOf(ImmutableArray<string> Values) : Condition
{
    public override string Words => Values.Length == 1 ? Values[0] : $"one of {Listed(Values)}";

    public override bool Accepts(FactText value) => Values.Any(value.Is);

    public override string? Instead(FactText value) => Values[0];
}

/// <summary><c>absent</c>: there is no such fact.</summary>
public sealed record Absent : Condition
{
    public override string Words => "absent";

    public override bool Accepts(FactText value) => false;
}

/// <summary><c>present</c>: there is such a fact, whatever its value.</summary>
public sealed record Present : Condition
{
    public override string Words => "present";

    public override bool Accepts(FactText value) => true;
}
