using Fleet.Checks.Reporting;
using Fleet.Controller.Judging.Impacts;
using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>Who lost and gained access, a line each.</summary>
public static class ImpactText
{
    private const string Label = "affects: ";
    private const int Most = 5;

    /// <summary>No line where nobody is concerned.</summary>
    public static IEnumerable<string> Lines(RegressionImpact? impact, Screen screen, int width) =>
        Lines(impact?.Words ?? [], screen, width);

    /// <summary>Of regressions that are one story, with the number of hosts.</summary>
    public static IEnumerable<string> Lines(
        IReadOnlyList<Regression> group,
        Screen screen,
        int width
    ) =>
        Lines(
            ImpactWords.Counted([
                .. group
                    .OrderByDescending(each => each.Impact?.Rank ?? 0)
                    .Select(each => (IReadOnlyCollection<string>)(each.Impact?.Words ?? [])),
            ]),
            screen,
            width
        );

    /// <summary>Sentences about who is concerned, the weightiest first.</summary>
    public static IEnumerable<string> Lines(
        IReadOnlyCollection<string> words,
        Screen screen,
        int width
    )
    {
        var label = Label;
        var shown = words.Count > Most + 1 ? words.Take(Most) : words;
        var more = words.Count - shown.Count();
        foreach (var sentence in more > 0 ? shown.Append($"and {more} more") : shown)
        {
            foreach (var line in Wrap.Prose(Printable.Line(sentence), width - Label.Length))
            {
                yield return screen.Ink.Dim(label) + line;
                label = new string(' ', Label.Length);
            }
        }
    }
}
