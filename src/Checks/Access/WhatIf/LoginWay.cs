using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;

namespace Fleet.Checks.Access.WhatIf;

/// <summary>One way into an account, answered for what was asked.</summary>
/// <param name="Means">The way; null where there is none, and <paramref name="Deciding"/> says why.</param>
/// <param name="Verdict">Whether it leads in; for sources that nobody named: whether it does from some of them.</param>
/// <param name="Deciding">What decides.</param>
/// <param name="Gates">All gates; those before sshd are left out where nobody named a source.</param>
/// <param name="Regions">From which sources it leads in, where nobody named one.</param>
public sealed record LoginWay(
    LoginMeans? Means,
    LoginVerdict Verdict,
    LoginDecision Deciding,
    ImmutableArray<LoginDecision> Gates,
    ImmutableArray<LoginRegion> Regions
)
{
    /// <summary>Every gate that refuses, in their order: opening the first alone does not help where there is another.</summary>
    public ImmutableArray<LoginDecision> Closed =>
        Verdict != LoginVerdict.No
            ? []
            : [.. Gates.Where(gate => gate.Verdict == LoginVerdict.No).DefaultIfEmpty(Deciding)];

    internal static LoginWay Of(LoginMeans? means, LoginAnswer answer) =>
        new(means, answer.Verdict, answer.Deciding, answer.Decisions, []);

    internal static LoginWay Of(LoginRow row)
    {
        var region = row.Regions.FirstOrDefault(one => one.Verdict == row.Verdict);
        var deciding = region?.Deciding ?? LoginQuestions.Undialled;
        return new(row.Means, row.Verdict, deciding, region?.Gates ?? [deciding], row.Regions);
    }
}
