using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Firewall;

/// <summary>What a field is compared with. Texts are read by the field's kind (<see cref="FieldText"/>).</summary>
public abstract record Operand;

/// <summary>One value, range (<c>a-b</c>), prefix (<c>a/n</c>) or name with a wildcard (<c>eth*</c>), or several alternatives.</summary>
/// <param name="Texts">For flags, those of one comparison.</param>
/// <param name="Mask">For flags: <c>values / mask</c>; empty: none.</param>
public sealed record Values(ImmutableArray<string> Texts, ImmutableArray<string> Mask) : Operand
{
    public static Values Of(params ImmutableArray<string> texts) => new(texts, []);
}

/// <summary>A set or map written in the rule.</summary>
public sealed record AnonymousSet(ImmutableArray<SetElement> Elements) : Operand;

/// <summary>A named set or map of the same table.</summary>
public sealed record SetReference(string Name) : Operand;

/// <summary>One element of a set or map.</summary>
/// <param name="Key">One text for each part of a concatenation; <c>*</c> alone: everything else.</param>
/// <param name="Verdict">For verdict maps.</param>
/// <param name="Value">For other maps, the value's text.</param>
public sealed record SetElement(
    ImmutableArray<string> Key,
    Verdict? Verdict = null,
    string? Value = null
);
