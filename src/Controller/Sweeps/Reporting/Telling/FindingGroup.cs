using System.Collections.Immutable;

namespace Fleet.Controller.Sweeps.Reporting.Telling;

/// <summary>The same said of many hosts: one control, standing, sentence and repair.</summary>
/// <param name="Standing">How they stand.</param>
/// <param name="Subject">What on the host; empty: the host.</param>
/// <param name="Summary">What is the case; raw.</param>
/// <param name="Remedy">Commands, in order.</param>
/// <param name="Results">One a host, in the order of their names.</param>
internal sealed record FindingGroup(
    Standing Standing,
    string Subject,
    string Summary,
    ImmutableArray<string> Remedy,
    ImmutableArray<SweptResult> Results
)
{
    /// <summary>What is to be told of one control's results: what fails, warns, is unknown or waived; worst first, then what is on most hosts.</summary>
    public static ImmutableArray<FindingGroup> Of(IEnumerable<SweptResult> results) =>
        [
            .. results
                .Where(result => result.Standing >= Standing.Waived)
                .GroupBy(result =>
                    (
                        result.Standing,
                        result.Subject,
                        result.Summary,
                        Remedy: string.Join('\n', result.Remedy)
                    )
                )
                .Select(group => new FindingGroup(
                    group.Key.Standing,
                    group.Key.Subject,
                    group.Key.Summary,
                    group.First().Remedy,
                    [.. group]
                ))
                .OrderByDescending(group => group.Standing)
                .ThenByDescending(group => group.Results.Length)
                .ThenBy(group => group.Subject, StringComparer.Ordinal)
                .ThenBy(group => group.Summary, StringComparer.Ordinal),
        ];

    /// <summary>Hosts by the evidence that they share, the most common first.</summary>
    public ImmutableArray<(
        ImmutableArray<SweptFact> Evidence,
        ImmutableArray<string> Hosts
    )> ByEvidence() =>
        [
            .. Results
                .GroupBy(result => string.Join('\0', result.Evidence))
                .Select(group =>
                    (group.First().Evidence, group.Select(result => result.Host).ToImmutableArray())
                )
                .OrderByDescending(each => each.Item2.Length),
        ];
}
