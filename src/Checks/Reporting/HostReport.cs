using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Reporting;

/// <summary>What is to be said of one host at one time.</summary>
public sealed record HostReport
{
    /// <summary>Who the host is, most telling first: name, system, daemon. Raw; empty parts are left out.</summary>
    public required ImmutableArray<string> Title { get; init; }

    /// <summary>One entry a check that ran or should have, in catalog order.</summary>
    public required ImmutableArray<CheckReport> Checks { get; init; }

    /// <summary>How to let the checks that saw only part see all (<c>run with sudo</c>); empty: nothing is known to help.</summary>
    public string Advice { get; init; } = "";

    public IEnumerable<Finding> Findings => Checks.SelectMany(check => check.Findings);

    /// <summary>Checks that something kept from seeing all.</summary>
    public IEnumerable<CheckReport> Partial => Checks.Where(check => check.SawOnlyPart);

    /// <summary>The worst outcome there is: fail, warn, unknown, pass, not applicable.</summary>
    public Outcome Worst => WorstFirst.Of(Findings);

    /// <summary>How many findings have an outcome. One thing that could not be read leaves many rules unknown: it counts once a check.</summary>
    public int Count(Outcome outcome) =>
        outcome == Outcome.Unknown
            ? Checks.Sum(check =>
                check
                    .Findings.Where(finding => finding.Outcome == outcome)
                    .DistinctBy(finding => finding.Summary)
                    .Count()
            )
            : Findings.Count(finding => finding.Outcome == outcome);
}

/// <summary>One check's part of a report.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Status">How its newest run ended.</param>
/// <param name="Reason">Why it did not run, or is not applicable.</param>
/// <param name="Brief">A few words on what it saw, for when nothing is wrong. Raw.</param>
/// <param name="Findings">What its rules say.</param>
/// <param name="SawOnlyPart">True where a prefix was unreadable or cut short, or the run failed.</param>
public sealed record CheckReport(
    string Check,
    RunStatus Status,
    string Reason,
    string Brief,
    ImmutableArray<Finding> Findings,
    bool SawOnlyPart
)
{
    public Outcome Worst =>
        Findings.IsEmpty && Status == RunStatus.Failed ? Outcome.Unknown
        : Findings.IsEmpty && Status == RunStatus.NotApplicable ? Outcome.NotApplicable
        : WorstFirst.Of(Findings);
}
