using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Queries;
using Google.Protobuf.WellKnownTypes;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating;

/// <summary>Hosts as the contract has them. Enumerations of both sides have the same numbers; a test holds them to it.</summary>
internal static class HostMessages
{
    public static V1.HostSummary Summary(HostSummaryAnswer host)
    {
        var message = new V1.HostSummary
        {
            Name = host.Name,
            Link = (V1.LinkState)(int)host.Link,
            LinkSince = host.LinkSince.ToTimestamp(),
            Worst = (V1.Outcome)(int)host.Worst,
            WorstFinding = host.WorstFinding is null ? null : Finding(host.WorstFinding),
            Passed = host.Counts.GetValueOrDefault(Outcome.Pass),
            Warned = host.Counts.GetValueOrDefault(Outcome.Warn),
            Failed = host.Counts.GetValueOrDefault(Outcome.Fail),
            Unknown = host.Counts.GetValueOrDefault(Outcome.Unknown),
            NotApplicable = host.Counts.GetValueOrDefault(Outcome.NotApplicable),
            AgentVersion = host.AgentVersion,
            LastHeardAt = host.LastHeardAt?.ToTimestamp(),
            OpenRegressions = host.OpenRegressions,
        };
        message.Labels.Add(host.Labels);
        return message;
    }

    public static V1.HostReport Report(HostAnswer host) =>
        new()
        {
            Summary = Summary(host.Summary),
            Findings = { host.Findings.Select(Finding) },
            Checks = { host.Checks.Select(Check) },
            Regressions = { host.Regressions.Select(ChangeMessages.Regression) },
        };

    public static V1.Finding Finding(DatedFinding dated) =>
        new()
        {
            Rule = dated.Finding.Rule,
            Subject = dated.Finding.Subject,
            Outcome = (V1.Outcome)(int)dated.Finding.Outcome,
            Severity = (V1.Severity)(int)dated.Finding.Severity,
            Summary = dated.Finding.Summary,
            Remedy = { dated.Finding.Remedy },
            Keys = { dated.Finding.Keys },
            Source = dated.Finding.Source,
            Since = dated.Since.ToTimestamp(),
            WaivedReason = dated.WaivedReason,
            WaivedUntil = dated.WaivedUntil?.ToTimestamp(),
        };

    private static V1.CheckState Check(CheckAnswerRow check) =>
        new()
        {
            Check = check.Check,
            Version = check.Version,
            Status = (V1.RunStatus)(int)check.Status,
            Reason = check.Reason,
            LastRunAt = check.LastRunAt.ToTimestamp(),
            Brief = check.Brief,
            Gaps = { check.Gaps.Select(Gap) },
        };

    private static V1.Coverage Gap(Coverage coverage) =>
        new()
        {
            Prefix = coverage.Prefix,
            State = (V1.CoverageState)(int)coverage.State,
            Reason = coverage.Reason ?? "",
        };
}
