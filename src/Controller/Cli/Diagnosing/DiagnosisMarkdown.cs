using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Json;
using Fleet.V1;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>
/// A diagnosis for a ticket. Whatever a host, a user's name or a server wrote stands in code, on one line each, behind a fence that is longer than any run of backticks in it (CommonMark 0.31 §4.5, §6.1):
/// it cannot end the block, mention people or draw pictures.
/// </summary>
internal static class DiagnosisMarkdown
{
    private const int ShortestFence = 3;

    public static IEnumerable<string> Lines(DiagnosisSummary summary, DiagnosisJson answer) =>
        [
            $"# Diagnosis {DiagnosisId.Text(summary.Id)}: {Code(summary.Target)}",
            "",
            $"- Asked: {summary.At.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss}Z by {Code(summary.By)}",
            $"- Login: {Code(answer.User)} at {Code(answer.Address ?? answer.Host)} port {answer.Port}, from {Code(answer.Source is null ? answer.Vantage : $"{answer.Vantage} ({answer.Source})")}",
            $"- Answer: {Code(answer.ClosedGate is { } gate ? $"{answer.Outcome}: {gate.Replace('_', ' ')}" : answer.Outcome)}",
            .. answer.VantageDoubt.Length > 0
                ? [$"- The vantage point did not look: {Code(answer.VantageDoubt)}"]
                : Array.Empty<string>(),
            .. answer.Server.Doubt.Length > 0
                ? [$"- Of the host: {Code(answer.Server.Doubt)}"]
                : Array.Empty<string>(),
            "",
            .. Block("text", [StoredDiagnosisText.Gates(answer)]),
            .. answer.Causes.SelectMany((cause, rank) => Cause(answer, cause, rank)),
            .. NotLookedAt(answer),
        ];

    private static IEnumerable<string> Cause(DiagnosisJson answer, CauseJson cause, int rank) =>
        [
            "",
            $"## {(rank == 0 ? "Cause" : "Or")} {Code($"{cause.Id} ({cause.Confidence})")}",
            "",
            .. Block("text", [cause.Summary]),
            .. Titled(
                "Proof",
                "text",
                cause.Evidence.Select(line =>
                    $"{Columns.Pad(line.Side, 8)}{StoredDiagnosisText.Told(line)}"
                )
            ),
            .. Titled(
                "Fix",
                "sh",
                cause
                    .Fixes.GroupBy(fix => StoredDiagnosisText.Place(answer, fix))
                    .SelectMany(group => group.Select(fix => fix.Command).Prepend($"# {group.Key}"))
            ),
            .. Titled(
                "Would disprove it",
                "text",
                cause.Disproof.Length > 0 ? [cause.Disproof] : []
            ),
        ];

    private static IEnumerable<string> NotLookedAt(DiagnosisJson answer) =>
        answer.NotLookedAt.Count == 0
            ? []
            :
            [
                "",
                "## Not looked at",
                "",
                .. Block("text", answer.NotLookedAt.Select(one => $"{one.What}: {one.Why}")),
            ];

    private static IEnumerable<string> Titled(
        string title,
        string language,
        IEnumerable<string> lines
    )
    {
        var all = lines.ToList();
        return all.Count == 0 ? [] : ["", title, "", .. Block(language, all)];
    }

    private static IEnumerable<string> Block(string language, IEnumerable<string> lines)
    {
        var safe = lines.Select(Printable.Line).ToList();
        var fence = new string('`', Math.Max(ShortestFence, safe.Max(Backticks) + 1));
        return [fence + language, .. safe, fence];
    }

    private static string Code(string text)
    {
        var safe = Printable.Line(text);
        var fence = new string('`', Backticks(safe) + 1);
        // A blank each side where the text itself begins or ends with a backtick, or is nothing.
        return safe.Length == 0 ? "-"
            : safe.StartsWith('`') || safe.EndsWith('`') ? $"{fence} {safe} {fence}"
            : fence + safe + fence;
    }

    private static int Backticks(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
