using System.Globalization;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>A diagnosis for people: the gates, the cause with its proof and repair, what nobody looked at.</summary>
internal sealed class DiagnosisText(Screen screen)
{
    private const int MostCauses = 3;
    private const int LineWidth = 100;

    private int Width => Math.Min(screen.Width, LineWidth);

    public IEnumerable<string> Lines(Diagnosed diagnosed)
    {
        var answer = diagnosed.Answer;
        return
        [
            screen.Ink.Strong(Head(answer.Question)),
            .. GateLines(answer),
            .. Vantage(diagnosed),
            .. Verdict(answer),
            .. answer
                .Causes.Take(MostCauses)
                .SelectMany(
                    (cause, at) => new CauseText(screen, Width).Lines(diagnosed, cause, at)
                ),
            .. Next(answer),
            .. NotLookedAt(answer),
            .. Footer(diagnosed),
        ];
    }

    private static string Head(LoginQuestion asked)
    {
        var address =
            asked.Address is null || asked.Address.ToString() == asked.Host
                ? ""
                : $" ({asked.Address})";
        var port =
            asked.Port == 22
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $" port {asked.Port}");
        var source =
            asked.Source is null || asked.Vantage == asked.Source.ToString()
                ? ""
                : $" ({asked.Source})";
        return Printable.Line(
            $"{asked.Host}{address}{port} as {asked.User}, from {asked.Vantage}{source}"
        );
    }

    private IEnumerable<string> GateLines(DiagnosisAnswer answer)
    {
        var shown = answer.Gates.Where(gate =>
            gate.Verdict.State != GateState.Unknown
            && (answer.Leading is null || gate.Id <= answer.Leading.Id)
        );
        var line = " ";
        foreach (var gate in shown)
        {
            var word = $" {gate.Gate.Title} {GateMarks.Plain(gate)} ";
            if (Columns.Width(line) + Columns.Width(word) > Width && line.Length > 1)
            {
                yield return line.TrimEnd();
                line = " ";
            }

            line += $" {gate.Gate.Title} {GateMarks.Of(gate, screen.Ink)} ";
        }

        yield return line.TrimEnd();
    }

    private IEnumerable<string> Vantage(Diagnosed diagnosed) =>
        diagnosed.VantageDoubt.Length == 0
            ? []
            : Wrap.Prose(
                    Printable.Line(
                        $"{diagnosed.Answer.Question.Vantage} did not look: {diagnosed.VantageDoubt}. What follows is the host's own word."
                    ),
                    Width - 2
                )
                .Select(
                    (line, at) =>
                        at == 0 ? $"{screen.Ink.Mark(Outcome.Unknown)} {line}" : $"  {line}"
                );

    private IEnumerable<string> Verdict(DiagnosisAnswer answer) =>
        answer.Outcome switch
        {
            DiagnosisOutcome.Works =>
            [
                $"{screen.Ink.Mark(Outcome.Pass)} {Printable.Line(answer.Question.User)} can log in.",
            ],
            DiagnosisOutcome.Undetermined =>
            [
                $"{screen.Ink.Mark(Outcome.Unknown)} Not determined: no gate that was looked at is closed.",
            ],
            _ => answer.Causes.IsEmpty ? Closed(answer) : [],
        };

    private IEnumerable<string> Closed(DiagnosisAnswer answer) =>
        answer.Leading is not { } gate
            ? []
            :
            [
                $"{screen.Ink.Mark(Outcome.Fail)} The connection ends at: {gate.Gate.Title}",
                .. gate.Verdict.Evidence.Take(3).Select(line => $"  {Printable.Line(line.Text)}"),
            ];

    private static IEnumerable<string> Next(DiagnosisAnswer answer) =>
        answer.Next.IsEmpty
            ? []
            :
            [
                "Closed behind it too:",
                .. answer.Next.Select(gate =>
                    $"  {gate.Gate.Title}: {Printable.Line(gate.Verdict.Evidence.FirstOrDefault()?.Text ?? "")}"
                ),
            ];

    private IEnumerable<string> NotLookedAt(DiagnosisAnswer answer)
    {
        var before = answer
            .NotLookedAt.GroupBy(one => one.Why)
            .Select(group => $"{string.Join(", ", group.Select(one => one.What))}: {group.Key}")
            .ToList();
        return answer.Outcome == DiagnosisOutcome.Works || before.Count == 0
            ? []
            :
            [
                "Not looked at",
                .. before
                    .SelectMany(text => Wrap.Prose(Printable.Line(text), Width - 2))
                    .Select(line => $"  {line}"),
            ];
    }

    private IEnumerable<string> Footer(Diagnosed diagnosed)
    {
        var took =
            string.Create(CultureInfo.InvariantCulture, $"{diagnosed.Took.TotalSeconds:0.0} s")
            + (
                diagnosed.Id == 0
                    ? ""
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $" · diagnosis {DiagnosisId.Text(diagnosed.Id)} · fleet diagnosis {DiagnosisId.Text(diagnosed.Id)} --markdown"
                    )
            );
        yield return diagnosed.Stored is not { } stored
            ? $"client evidence only ({Printable.Line(diagnosed.Doubt.Length > 0 ? diagnosed.Doubt : "no controller was asked")}) · {took}"
        : diagnosed.Doubt.Length > 0
            ? $"what is known of {Printable.Line(stored.Name)} is from {screen.Times.Clock(Timestamp.FromDateTimeOffset(stored.At))}: {Printable.Line(diagnosed.Doubt)} · {took}"
        : took;
    }
}
