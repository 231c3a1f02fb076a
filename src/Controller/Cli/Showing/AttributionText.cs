using Fleet.Checks.Reporting;
using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>Why a regression may have come: who is concerned, and what happened about then.</summary>
public static class AttributionText
{
    private const int Most = 8;

    /// <summary>Impact, window and clues, without a head line.</summary>
    public static IEnumerable<string> Lines(ExplainRegressionReply explained, Screen screen)
    {
        var width = Math.Min(screen.Width, 110);
        foreach (var line in ImpactText.Lines(explained.Impact, screen, width))
        {
            yield return line;
        }

        foreach (var line in Clues(explained, screen))
        {
            yield return line;
        }
    }

    /// <summary>When it was last good, and what happened about then.</summary>
    public static IEnumerable<string> Clues(ExplainRegressionReply explained, Screen screen)
    {
        var width = Math.Min(screen.Width, 110);
        yield return explained.LastGoodAt is null
            ? $"seen {screen.Times.Clock(explained.OpenedAt)}; when it was last good is not known"
            : $"last good {screen.Times.Clock(explained.LastGoodAt)}, seen {screen.Times.Clock(explained.OpenedAt)}";
        foreach (var clue in explained.Clues.Take(Most))
        {
            var head = $"{screen.Times.Clock(clue.At)}  ";
            var label = screen.Ink.Dim(head);
            foreach (var line in Wrap.Prose(Printable.Line(clue.Words), width - head.Length))
            {
                yield return label + line;
                label = new string(' ', head.Length);
            }
        }

        if (explained.Clues.Count > Most)
        {
            yield return $"and {Words.Count(explained.Clues.Count - Most, "more clue")}: --json has them";
        }

        if (explained.Clues.Count == 0)
        {
            yield return "nothing else is known to have happened about then";
        }

        foreach (var gap in explained.Unknown)
        {
            yield return screen.Ink.Dim("not known: ") + Printable.Line(gap);
        }
    }
}
