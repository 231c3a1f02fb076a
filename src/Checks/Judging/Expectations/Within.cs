namespace Fleet.Checks.Judging.Expectations;

/// <summary>
/// <c>at_least</c>, <c>at_most</c>: a number, or a time as sshd_config(5) TIME FORMATS has it (<c>2m</c> is 120), between bounds. A value of several numbers (<c>10:30:60</c>) is
/// compared number by number. What is no such number is not within any bounds.
/// </summary>
/// <param name="AtLeast">As it was written; null: no lower bound.</param>
/// <param name="AtMost">As it was written; null: no upper bound.</param>
public sealed record Within(string? AtLeast, string? AtMost) : Condition
{
    public override string Words =>
        (AtLeast, AtMost) switch
        {
            (null, var most) => $"at most {most}",
            (var least, null) => $"at least {least}",
            var (least, most) => $"from {least} to {most}",
        };

    public override bool Accepts(FactText value) =>
        value.Amounts is { } amounts
        && IsAbove(amounts, value, AtLeast)
        && IsBelow(amounts, value, AtMost);

    public override string? Instead(FactText value) =>
        AtMost is null || (value.Amounts is { } amounts && !IsAbove(amounts, value, AtLeast))
            ? AtLeast
            : AtMost;

    private static bool IsAbove(decimal[] amounts, FactText value, string? bound) =>
        bound is null || Compare(amounts, value.With(bound).Amounts, (a, b) => a >= b);

    private static bool IsBelow(decimal[] amounts, FactText value, string? bound) =>
        bound is null || Compare(amounts, value.With(bound).Amounts, (a, b) => a <= b);

    private static bool Compare(
        decimal[] amounts,
        decimal[]? bounds,
        Func<decimal, decimal, bool> holds
    ) =>
        bounds is not null
        && bounds.Length == amounts.Length
        && amounts.Zip(bounds).All(pair => holds(pair.First, pair.Second));
}
