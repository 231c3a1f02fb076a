using System.Globalization;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Outcome = Fleet.Checks.Judging.Outcome;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>A stored diagnosis for people, as it was told then.</summary>
internal static class StoredDiagnosisText
{
    private const int MostCauses = 3;
    private const int LineWidth = 100;

    public static IEnumerable<string> Lines(
        DiagnosisSummary summary,
        DiagnosisJson answer,
        Screen screen
    )
    {
        var width = Math.Min(screen.Width, LineWidth);
        var mark = screen.Ink.Mark(
            summary.Exit == Cli.ExitCode.Clean ? Outcome.Pass
            : summary.Exit == Cli.ExitCode.Findings ? Outcome.Fail
            : Outcome.Unknown
        );
        var text = new List<string>
        {
            screen.Ink.Strong(
                Printable.Line(
                    $"{DiagnosisId.Text(summary.Id)} · {summary.Target} from {answer.Vantage}{(answer.Source is null || answer.Source == answer.Vantage ? "" : $" ({answer.Source})")} · {screen.Times.Since(summary.At)} · by {summary.By}"
                )
            ),
        };
        text.AddRange(Indented(Gates(answer), width));
        text.Add(
            Printable.Line($"{mark} {answer.Outcome}")
                + (answer.ClosedGate is { } gate ? $": {Words(gate)}" : "")
        );
        if (answer.VantageDoubt.Length > 0)
        {
            text.AddRange(Indented($"{answer.Vantage} did not look: {answer.VantageDoubt}", width));
        }

        foreach (var cause in answer.Causes.Take(MostCauses))
        {
            text.AddRange(
                Indented($"Cause ({cause.Confidence}, {cause.Id}): {cause.Summary}", width)
            );
            text.AddRange(
                cause.Evidence.SelectMany(line => Indented($"  {line.Side}  {Told(line)}", width))
            );
            text.AddRange(
                cause.Fixes.SelectMany(fix =>
                    Indented($"  Fix {Place(answer, fix)}: {fix.Command}", width)
                )
            );
        }

        text.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{answer.Seconds:0.0} s · fleet diagnosis {DiagnosisId.Text(summary.Id)} --markdown"
            )
        );
        return text;
    }

    /// <summary>Those that were decided, up to the one that is closed.</summary>
    internal static string Gates(DiagnosisJson answer)
    {
        var told = new List<string>();
        foreach (var gate in answer.Gates)
        {
            if (gate.State is "open" or "closed")
            {
                told.Add($"{Words(gate.Gate)} {(gate.State == "open" ? "✓" : "✗")}");
            }

            if (gate.Gate == answer.ClosedGate)
            {
                break;
            }
        }

        return string.Join("  ", told);
    }

    internal static string Told(EvidenceJson line) =>
        line.Source.Length > 0 ? $"{line.Text} ({line.Source})" : line.Text;

    internal static string Place(DiagnosisJson answer, FixJson fix) =>
        fix.Place == "client" ? $"on {answer.Vantage}" : $"on {answer.Server.Host ?? answer.Host}";

    private static string Words(string name) => Printable.Line(name.Replace('_', ' '));

    private static IEnumerable<string> Indented(string text, int width) =>
        Wrap.Prose(Printable.Line(text), width - 2).Select(line => $"  {line}");
}
