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
    private const int LineWidth = 100;

    private int Width => Math.Min(screen.Width, LineWidth);

    public IEnumerable<string> Lines(Explained explained)
    {
        var answer = explained.Explanation;
        return
        [
            .. Signs(answer.Text),
            .. Verdict(explained),
            .. answer
                .Causes.Take(MostInFull)
                .SelectMany(new ExplainedCauseText(screen, Width).Full),
            .. Others(answer.Causes.Skip(MostInFull).ToList(), answer.Causes),
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

        return answer.IsDecided ? []
            : answer.Causes[0].IsConfirmed
                ? Wrap.Prose(
                    Printable.Line(
                        $"What the fleet last knew of {explained.Stored?.Name} speaks for the first; fleet diagnose asks the host itself."
                    ),
                    Width
                )
            : answer.Causes.Length == 1 ? ["The text does not prove it:"]
            : Wrap.Prose(
                $"The text alone cannot tell which of these {answer.Causes.Length} it is. Likeliest first; what stands at Tell shows which:",
                Width
            );
    }

    // What the fleet's facts speak for needs no long list of what else the text would fit.
    private IEnumerable<string> Others(
        IReadOnlyList<ExplainedCause> rest,
        IReadOnlyList<ExplainedCause> all
    ) =>
        rest.Count == 0 ? []
        : all[0].IsConfirmed || all[0].Confidence == Confidence.Certain
            ? Wrap.Prose(
                $"The text would fit these too: {string.Join("; ", rest.Select(one => one.Cause.Title))}.",
                Width
            )
        : rest.SelectMany(new ExplainedCauseText(screen, Width).Short);

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
