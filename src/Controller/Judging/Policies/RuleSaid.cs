using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging.Policies;

/// <summary>What one part of a policy says of a rule; what it leaves out, wider parts decide.</summary>
/// <param name="Off">Null: it says nothing of it.</param>
/// <param name="Severity">Null: it says nothing of it.</param>
/// <param name="Parameters">Those it names.</param>
public sealed record RuleSaid(
    bool? Off,
    Severity? Severity,
    ImmutableDictionary<string, string> Parameters
)
{
    public static RuleSaid Nothing { get; } =
        new(Off: null, Severity: null, ImmutableDictionary<string, string>.Empty);

    /// <summary>With what a more specific part says in its place.</summary>
    public RuleSaid Under(RuleSaid narrower) =>
        new(
            narrower.Off ?? Off,
            narrower.Severity ?? Severity,
            Parameters.SetItems(narrower.Parameters)
        );
}
