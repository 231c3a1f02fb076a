using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Profiles;

/// <summary>One answer to one control on one host. A control may have several: one for each subject, and for each part of <see cref="AllOf"/>.</summary>
/// <param name="ControlId">The control.</param>
/// <param name="Rule">What judged it: a rule's id, <c>expect/</c> and a fact key, <see cref="AnyRule"/> or <see cref="ManualRule"/>. With the subject it is unique in a control.</param>
/// <param name="Subject">What on the host it speaks of; empty: the host as a whole.</param>
/// <param name="Outcome">Pass, fail, unknown or not applicable; a control holds or does not, so what a rule warns of fails it.</param>
/// <param name="Severity">The control's.</param>
/// <param name="Summary">What is the case. Raw text from hosts may be inside: renderers escape it.</param>
/// <param name="Remedy">Commands that repair it, in order.</param>
/// <param name="Source">Where the deciding value was read.</param>
/// <param name="Keys">The fact keys that it rests on.</param>
/// <param name="ValidUntil">When time alone could change the answer; null: never.</param>
public sealed record ControlResult(
    string ControlId,
    string Rule,
    string Subject,
    Outcome Outcome,
    Severity Severity,
    string Summary,
    ImmutableArray<string> Remedy,
    string Source,
    ImmutableArray<string> Keys,
    DateTimeOffset? ValidUntil
)
{
    /// <summary>The <see cref="Rule"/> of a control that a person has to judge; its outcome is unknown.</summary>
    public const string ManualRule = "manual";

    /// <summary>The <see cref="Rule"/> of a control of which one part has to hold.</summary>
    public const string AnyRule = "any";

    /// <summary>Nobody looked, on purpose: unlike other unknown results this one needs a person, not a repair.</summary>
    public bool IsManual => Rule == ManualRule;

    /// <summary>One outcome for several results: the first of fail, unknown, pass that is among them, else not applicable.</summary>
    public static Outcome Together(IEnumerable<ControlResult> results)
    {
        var outcomes = results.Select(result => result.Outcome).ToHashSet();
        return outcomes.Contains(Outcome.Fail) ? Outcome.Fail
            : outcomes.Contains(Outcome.Unknown) ? Outcome.Unknown
            : outcomes.Contains(Outcome.Pass) ? Outcome.Pass
            : Outcome.NotApplicable;
    }
}
