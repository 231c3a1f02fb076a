using System.Globalization;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Explain;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Cli.Explaining;

/// <summary>An explanation for people: what the lines mean, the causes in order, what tells them apart.</summary>
internal sealed class ExplanationText(Screen screen)
{
    private const int MostSigns = 6;
    private const int MostInFull = 3;
    private const int LongestLine = 400;
    private const int Label = 8;
    private const int LineWidth = 100;

    private int Width => Math.Min(screen.Width, LineWidth);

    public IEnumerable<string> Lines(Explained explained)
    {
        var answer = explained.Explanation;
        return
        [
            .. Signs(answer.Text),
            .. Verdict(explained),
            .. answer.Causes.Take(MostInFull).SelectMany(Full),
            .. answer.Causes.Skip(MostInFull).SelectMany(Short),
            .. Excluded(explained),
            .. Footer(explained),
        ];
    }

    private IEnumerable<string> Signs(ReadText text)
    {
        var said = text.Signs.Where(sign => sign.Meaning.Says.Length > 0).ToList();
        var shown = said.OrderBy(sign => sign.Meaning.Suspects.IsEmpty)
            .ThenBy(sign => sign.Meaning.IsEcho)
            .Take(MostSigns)
            .OrderBy(sign => sign.Line);
        foreach (var sign in shown)
        {
            var head =
                $"line {sign.Line}{(sign.Count > 1 ? FormattableString.Invariant($" and {sign.Count - 1:N0} more like it") : "")}: {sign.Text.Trim()}";
            foreach (
                var line in Wrap.Prose(
                    Printable.Line(head[..Math.Min(head.Length, LongestLine)]),
                    Width
                )
            )
            {
                yield return screen.Ink.Strong(line);
            }

            foreach (var words in Wrap.Prose(Printable.Line(sign.Meaning.Says), Width - 2))
            {
                yield return $"  {words}";
            }
        }

        if (said.Count > MostSigns)
        {
            yield return $"  and {Words.Count(said.Count - MostSigns, "other kind")} of lines (--json has all)";
        }
    }

    private IEnumerable<string> Verdict(Explained explained)
    {
        var answer = explained.Explanation;
        if (answer.Causes.IsEmpty)
        {
            return [$"{screen.Ink.Mark(Outcome.Pass)} Nothing in this text speaks of a fault."];
        }

        var by = explained.Stored is null ? "The text alone" : "Text and stored facts together";
        return answer.IsDecided ? []
            : answer.Causes is [var only]
                ?
                [
                    $"{by} does not prove it:".Replace(
                        "together does",
                        "do",
                        StringComparison.Ordinal
                    ),
                ]
            : Wrap.Prose(
                $"{by} cannot tell which of these {answer.Causes.Length} it is. Likeliest first; what stands at Tell shows which:",
                Width
            );
    }

    private IEnumerable<string> Full(ExplainedCause cause, int rank)
    {
        var mark = screen.Ink.Mark(rank == 0 ? Outcome.Fail : Outcome.Warn);
        var head =
            $"{(rank == 0 ? "Cause" : "Or")} ({Words.Json(cause.Confidence)}): {cause.Summary}";
        return
        [
            .. Wrap.Prose(Printable.Line(head), Width - 2)
                .Select((line, at) => at == 0 ? $"{mark} {line}" : $"  {line}"),
            .. cause.IsConfirmed ? Labelled("Proof", cause.Evidence.Select(Proof)) : [],
            .. cause.Tell is { } tell ? Commands("Tell", [tell]) : [],
            .. Commands("Fix", cause.Fixes),
        ];
    }

    private IEnumerable<string> Short(ExplainedCause cause) =>
        [
            .. Wrap.Prose(cause.Cause.Title, Width - 2)
                .Select(
                    (line, at) =>
                        at == 0 ? $"{screen.Ink.Mark(Outcome.Unknown)} {line}" : $"  {line}"
                ),
            .. cause.Tell is { } tell ? Commands("Tell", [tell]) : [],
        ];

    private IEnumerable<string> Commands(string label, IEnumerable<Fix> fixes)
    {
        foreach (var fix in fixes)
        {
            var place = fix.Place == FixPlace.Client ? "here" : "host";
            var first = true;
            foreach (
                var line in Wrap.Command(
                    Printable.Line(fix.Command),
                    Math.Max(20, Width - (2 * Label))
                )
            )
            {
                yield return $"  {Columns.Pad(label, Label - 2)}{Columns.Pad(first ? place : "", Label - 2)}{line}";
                (label, first) = ("", false);
            }
        }
    }

    private IEnumerable<string> Labelled(string label, IEnumerable<string> texts)
    {
        foreach (
            var line in texts.SelectMany(text =>
                Wrap.Prose(Printable.Line(text), Math.Max(20, Width - Label))
            )
        )
        {
            yield return $"  {Columns.Pad(label, Label - 2)}{line}";
            label = "";
        }
    }

    private static string Proof(EvidenceLine line) =>
        $"{Words.Json(line.Side)} {line.Text}{(line.Source.Length > 0 ? $" ({line.Source})" : "")}";

    private IEnumerable<string> Excluded(Explained explained) =>
        explained.Explanation.Excluded.IsEmpty
            ? []
            : explained
                .Explanation.Excluded.GroupBy(one => one.By)
                .SelectMany(group =>
                    Wrap.Prose(
                        Printable.Line(
                            $"Excluded: {string.Join("; ", group.Select(one => one.Cause.Title))}. For: {group.Key.Text}{(group.Key.Source.Length > 0 ? $" ({group.Key.Source})" : "")}"
                        ),
                        Width
                    )
                );

    private IEnumerable<string> Footer(Explained explained)
    {
        var text = explained.Explanation.Text;
        var passed =
            text.PassedOver > 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $", the first {text.PassedOver:N0} of them passed over"
                )
                : "";
        var attempts = text.Attempts > 1 ? $", the last of {text.Attempts} attempts" : "";
        var fleet =
            explained.Stored is { } stored
                ? $"{stored.Name} as the fleet knew it at {screen.Times.Clock(Timestamp.FromDateTimeOffset(stored.At))}"
            : explained.Doubt.Length > 0 ? $"the text alone ({explained.Doubt})"
            : "the text alone (it names no host: --host NAME joins what the fleet knows)";
        return Wrap.Prose(
            Printable.Line($"{Words.Count(text.Lines, "line")}{passed}{attempts} · {fleet}"),
            Width
        );
    }
}
