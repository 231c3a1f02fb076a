using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Reporting;

/// <summary>One run of some checks on one host, judged: what <c>fleet-agent check</c> shows without any history.</summary>
public static class ObservedHost
{
    /// <summary>Bundles observations of one time for the judge.</summary>
    /// <param name="observations">At most one a check.</param>
    /// <param name="policy">Expected values and severities.</param>
    /// <param name="asOf">When they were made.</param>
    public static JudgeInput Input(
        ImmutableArray<Observation> observations,
        Policy policy,
        DateTimeOffset asOf
    ) =>
        new()
        {
            Checks = observations.ToImmutableDictionary(
                o => o.Check,
                CheckFacts.None.After,
                StringComparer.Ordinal
            ),
            Policy = policy,
            AsOf = asOf,
            Documents = observations
                .SelectMany(o => o.Documents)
                .DistinctBy(d => d.Name)
                .ToImmutableDictionary(d => d.Name, StringComparer.Ordinal),
            Samples = observations
                .SelectMany(o => o.Samples)
                .DistinctBy(s => s.Key)
                .ToImmutableDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal),
            Events =
            [
                .. observations
                    .SelectMany(o => o.Events)
                    .Where(bucket =>
                        bucket.Start + EventBucket.Width > asOf - JudgeInput.EventWindow
                    )
                    .OrderBy(bucket => bucket.Start),
            ],
        };

    /// <summary>The report on those observations.</summary>
    /// <param name="title">Who the host is (<see cref="HostReport.Title"/>).</param>
    /// <param name="checks">The checks that ran, in the order to show.</param>
    /// <param name="input">From <see cref="Input"/>.</param>
    public static HostReport Report(
        ImmutableArray<string> title,
        ImmutableArray<Check> checks,
        JudgeInput input
    ) => new() { Title = title, Checks = [.. checks.Select(check => Part(check, input))] };

    private static CheckReport Part(Check check, JudgeInput input)
    {
        var facts = input[check.Declaration.Id];
        return new CheckReport(
            check.Declaration.Id,
            facts.Status,
            facts.Reason,
            facts.Status == RunStatus.Ran ? check.Brief(facts) : "",
            [.. HostJudge.Judge(check, input)],
            facts.Coverage.Any(c => !c.IsCertain)
        );
    }
}
