using System.Collections.Immutable;

namespace Fleet.Controller.Sweeps.Reporting.Telling;

/// <summary>Results that one waiver accepts, as far as results tell: the same control, reason and end.</summary>
/// <param name="Control">What is accepted.</param>
/// <param name="Reason">Why; raw.</param>
/// <param name="Until">Until when.</param>
/// <param name="Results">What it covers, in the report's order.</param>
internal sealed record WaiverGroup(
    string Control,
    string Reason,
    DateTimeOffset? Until,
    ImmutableArray<SweptResult> Results
)
{
    /// <summary>Every one, what ends first in front.</summary>
    public static ImmutableArray<WaiverGroup> Of(SweepReport report) =>
        [
            .. report
                .Results.Where(result => result.Standing == Standing.Waived)
                .GroupBy(result => (result.Control, result.WaivedReason, result.WaivedUntil))
                .Select(group => new WaiverGroup(
                    group.Key.Control,
                    group.Key.WaivedReason,
                    group.Key.WaivedUntil,
                    [.. group]
                ))
                .OrderBy(group => group.Until ?? DateTimeOffset.MaxValue),
        ];

    /// <summary>Names of its hosts, each once.</summary>
    public IEnumerable<string> Hosts =>
        Results.Select(result => result.Host).Distinct(StringComparer.Ordinal);
}
