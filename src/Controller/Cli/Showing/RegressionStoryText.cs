using Fleet.Checks.Reporting;
using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>One regression, whole: what it is on which hosts, the facts behind it, and what happened to it.</summary>
public static class RegressionStoryText
{
    /// <param name="story">The regression with its group.</param>
    /// <param name="why">What came just before.</param>
    /// <param name="screen">Where it is shown.</param>
    public static IEnumerable<string> Lines(
        RegressionStory story,
        ExplainRegressionReply why,
        Screen screen
    )
    {
        foreach (var line in RegressionText.Groups(story.Regressions, screen))
        {
            yield return line;
        }

        var changes = story
            .Regressions.SelectMany(each => each.Changes)
            .DistinctBy(change => (change.Key, change.Before, change.After));
        foreach (var change in changes)
        {
            yield return $"  {Printable.Line(change.Key)}";
            yield return $"    before  {Value(change.Before)}";
            yield return $"    after   {Value(change.After)}"
                + (change.Source.Length == 0 ? "" : $"  ({Printable.Line(change.Source)})");
        }

        foreach (var line in AttributionText.Clues(why, screen))
        {
            yield return "  " + line;
        }

        foreach (var line in Timeline(story, screen))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Timeline(RegressionStory story, Screen screen)
    {
        // Many hosts often take the same step at once: one line says so.
        var steps = story.Steps.GroupBy(step =>
            (step.Kind, step.By, step.Text, At: screen.Times.Clock(step.At))
        );
        foreach (var group in steps)
        {
            var step = group.First();
            var host =
                story.Regressions.Count == 1 ? ""
                : group.Count() == 1 ? $"  {Printable.Line(step.Host)}"
                : $"  {Words.Count(group.Count(), "host")}";
            yield return $"  {group.Key.At}{host}  {Of(step)}";
        }
    }

    private static string Of(RegressionMoment step)
    {
        var by = step.By.Length == 0 ? "" : $" by {Printable.Line(step.By)}";
        var text = step.Text.Length == 0 ? "" : $": {Printable.Line(step.Text)}";
        var late = step.Late ? " (heard of later)" : "";
        return Word(step.Kind) + by + text + late;
    }

    private static string Word(RegressionStepKind kind) =>
        kind switch
        {
            RegressionStepKind.Acknowledged => "taken up",
            RegressionStepKind.Unacknowledged => "given back",
            RegressionStepKind.Reopened => "opened again",
            RegressionStepKind.Expired => "acceptance ended",
            RegressionStepKind.Unsilenced => "no longer silenced",
            RegressionStepKind.FlappingBegan => "flapping began",
            RegressionStepKind.FlappingEnded => "holds good again",
            _ => kind.ToString().ToLowerInvariant(),
        };

    private static string Value(string raw) => raw.Length == 0 ? "absent" : Printable.Line(raw);
}
