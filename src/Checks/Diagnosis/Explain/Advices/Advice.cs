using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Fleet.Checks.Diagnosis.Explain.Advices;

/// <summary>What tells a cause from the others, and what repairs it, where nothing is known of the host: commands with blanks.</summary>
/// <param name="Cause">Its id in <see cref="CauseCatalog"/>.</param>
/// <param name="Test">Shows whether it is the cause; null where nothing but the text does.</param>
/// <param name="Repairs">In order. Where no one command does it, words behind a <c>#</c>: a shell passes them over.</param>
public sealed record Advice(string Cause, Fix? Test, ImmutableArray<Fix> Repairs)
{
    private static readonly FrozenDictionary<string, Advice> ByCause = ReachAdvice
        .All.Concat(DoorAdvice.All)
        .Concat(KeyAdvice.All)
        .Concat(LoginAdvice.All)
        .Concat(SessionAdvice.All)
        .Concat(NarrowAdvice.All)
        .ToFrozenDictionary(advice => advice.Cause, StringComparer.Ordinal);

    /// <summary>Null for a cause that nobody wrote one for.</summary>
    public static Advice? Of(string cause) => ByCause.GetValueOrDefault(cause);

    public Fix? Tell(Blanks blanks) =>
        Test is null ? null : Test with { Command = blanks.Fill(Test.Command) };

    public ImmutableArray<Fix> Fixes(Blanks blanks) =>
        [.. Repairs.Select(fix => fix with { Command = blanks.Fill(fix.Command) })];

    internal static Fix OnHost(string command) => new(FixPlace.Host, command);

    internal static Fix OnClient(string command) => new(FixPlace.Client, command);

    internal static Advice For(string cause, Fix? test, params ImmutableArray<Fix> repairs) =>
        new(cause, test, repairs);
}
