using System.Collections.Immutable;

namespace Fleet.Checks.Judging.Expectations;

/// <summary><c>matches_only</c>: a list with at least one member, each of which is one of these.</summary>
public sealed record MatchesOnly(ImmutableArray<string> Allowed) : Condition
{
    public override string Words => $"only of {Listed(Allowed)}";

    public override bool Accepts(FactText value) =>
        value.Members is { Length: > 0 } members && members.All(Allowed.Contains);

    public override IEnumerable<string> AlienIn(FactText value) =>
        value.Members.Where(member => !Allowed.Contains(member));

    public override string? Instead(FactText value)
    {
        var kept = value.Members.Where(member => Allowed.Contains(member)).ToImmutableArray();
        return value.Join(kept.IsEmpty ? Allowed : kept);
    }
}

/// <summary><c>contains</c>: a list that has all of these.</summary>
public sealed record Contains(ImmutableArray<string> Wanted) : Condition
{
    public override string Words => $"a list with {Listed(Wanted)}";

    public override bool Accepts(FactText value) => Wanted.All(value.Members.Contains);

    public override string? Instead(FactText value) =>
        value.Join([.. value.Members, .. Wanted.Except(value.Members)]);
}

/// <summary><c>contains_none</c>: a list that has none of these.</summary>
public sealed record ContainsNone(ImmutableArray<string> Refused) : Condition
{
    public override string Words =>
        Refused.Length == 1 ? $"anything but {Refused[0]}" : $"none of {Listed(Refused)}";

    public override bool Accepts(FactText value) => !value.Members.Any(Refused.Contains);

    public override string? Instead(FactText value)
    {
        var kept = value.Members.Where(member => !Refused.Contains(member)).ToImmutableArray();
        return kept.IsEmpty ? null : value.Join(kept);
    }

    public override IEnumerable<string> AlienIn(FactText value) =>
        value.Members.Where(Refused.Contains);
}
