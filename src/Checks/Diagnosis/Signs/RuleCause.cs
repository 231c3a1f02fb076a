using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>Causes that a rule of a check has found already: its words, its remedy.</summary>
internal static class RuleCause
{
    /// <summary>A cause that is certain where a rule fails or warns.</summary>
    /// <param name="id">The cause's id.</param>
    /// <param name="gate">The gate.</param>
    /// <param name="title">What it is, without names.</param>
    /// <param name="rule">The rule's id.</param>
    /// <param name="subject">The rule's subject; null: any.</param>
    /// <param name="disproof">A command that would show that it is not so.</param>
    public static Cause Of(
        string id,
        GateId gate,
        string title,
        string rule,
        Func<DiagnosisCase, string?> subject,
        Func<DiagnosisCase, string> disproof
    ) =>
        new(
            id,
            gate,
            title,
            asked =>
                asked.Server.Against(rule, subject(asked)) is not { } finding
                    ? null
                    : new CauseFound
                    {
                        Confidence = Confidence.Certain,
                        Summary = finding.Summary,
                        Evidence = [Line(finding)],
                        Fixes = OnHost(finding.Remedy),
                        Rule = finding.Rule,
                        Subject = finding.Subject,
                        Disproof = disproof(asked),
                    }
        );

    /// <summary>What a rule found, and where; the rule itself where it read no one place.</summary>
    public static EvidenceLine Line(Finding finding) =>
        EvidenceLine.Server(
            finding.Summary,
            finding.Source.Length > 0 ? finding.Source : finding.Rule
        );

    /// <summary>Commands for the host.</summary>
    public static ImmutableArray<Fix> OnHost(params ImmutableArray<string> commands) =>
        [.. commands.Select(command => new Fix(FixPlace.Host, command))];

    /// <summary>Commands for the client.</summary>
    public static ImmutableArray<Fix> OnClient(params ImmutableArray<string> commands) =>
        [.. commands.Select(command => new Fix(FixPlace.Client, command))];
}
