using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Reporting.Nagios;

/// <summary>One host's report as a Nagios plugin tells it.</summary>
public static class NagiosHost
{
    /// <param name="report">The host.</param>
    /// <param name="silent">Why what is known says nothing of now; empty: it does.</param>
    public static NagiosAnswer Answer(HostReport report, string silent = "")
    {
        var problems = WorstFirst
            .Sort(report.Findings)
            .Where(finding => finding.Outcome is Outcome.Fail or Outcome.Warn or Outcome.Unknown)
            .ToImmutableArray();
        var state = silent.Length > 0 ? NagiosState.Unknown : StateOf(report);
        var said =
            silent.Length > 0 ? silent
            : problems.IsEmpty ? $"{Count(report.Checks.Length, "check")} fine"
            : More(problems[0].Summary, problems.Length - 1);
        return new(
            state,
            said,
            [
                KeyValuePair.Create("fail", Of(report, Outcome.Fail)),
                KeyValuePair.Create("warn", Of(report, Outcome.Warn)),
                KeyValuePair.Create("unknown", Of(report, Outcome.Unknown)),
                KeyValuePair.Create("pass", Of(report, Outcome.Pass)),
            ],
            [
                .. problems.Select(finding =>
                    $"{NagiosStates.Of(finding.Outcome).ToString().ToUpperInvariant()} {finding.Rule}: {finding.Summary}"
                ),
            ]
        );
    }

    /// <summary><c>1 host</c>, <c>2 hosts</c>.</summary>
    public static string Count(int count, string one) =>
        count == 1 ? $"1 {one}" : $"{count} {one}s";

    private static string More(string first, int others) =>
        others == 0 ? first : $"{first} (and {others} more)";

    private static long Of(HostReport report, Outcome outcome) =>
        report.Findings.Count(finding => finding.Outcome == outcome);

    /// <summary>Nothing looked at is not fine.</summary>
    private static NagiosState StateOf(HostReport report) =>
        report.Checks.IsEmpty
            ? NagiosState.Unknown
            : NagiosStates.Worst(report.Checks.Select(check => NagiosStates.Of(check.Worst)));
}
