using Fleet.Checks.Diagnosis;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;
using V1 = Fleet.V1;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>One cause: what is the case, the proof, the repair, and what would disprove it.</summary>
internal sealed class CauseText(Screen screen, int width)
{
    private const string Indent = "  ";
    private const int Label = 8;

    public IEnumerable<string> Lines(Diagnosed diagnosed, RankedCause cause, int rank)
    {
        var found = cause.Found;
        var head =
            $"{(rank == 0 ? "Cause" : "Or")} ({found.Confidence.ToString().ToLowerInvariant()}): {Printable.Line(found.Summary)}";
        var mark = screen.Ink.Mark(rank == 0 ? Outcome.Fail : Outcome.Warn);
        return
        [
            .. Wrap.Prose(head, width - 2)
                .Select((line, at) => at == 0 ? $"{mark} {line}" : Indent + line),
            .. Proof(found),
            .. Labelled("Since", Since(found, diagnosed.Stored)),
            .. Fixes(
                found,
                diagnosed.Stored?.Name ?? diagnosed.Answer.Question.Host,
                diagnosed.Answer.Question.IsHere
                    ? "here"
                    : $"on {diagnosed.Answer.Question.Vantage}"
            ),
            .. Labelled("Check", found.Disproof.Length > 0 ? [found.Disproof] : []),
        ];
    }

    private IEnumerable<string> Proof(CauseFound found) =>
        Labelled(
            "Proof",
            found.Evidence.Select(line =>
                $"{Columns.Pad(line.Side.ToString().ToLowerInvariant(), 8)}{line.Text}{(line.Source.Length > 0 ? $" ({line.Source})" : "")}"
            )
        );

    // The regression that the same rule opened, where the fault came while the fleet looked on.
    private IEnumerable<string> Since(CauseFound found, StoredHost? stored) =>
        (stored?.Regressions ?? [])
            .Where(regression =>
                found.Rule.Length > 0
                && regression.Rule == found.Rule
                && (found.Subject.Length == 0 || regression.Subject == found.Subject)
            )
            .Take(1)
            .Select(regression =>
                $"{screen.Times.Since(regression.OpenedAt)} (regression #{regression.Id}){Change(regression)}"
            );

    private static string Change(V1.Regression regression) =>
        regression.Changes.FirstOrDefault(change => change.Before.Length + change.After.Length > 0)
            is { } change
            ? $": {change.Key} {Value(change.Before)} → {Value(change.After)}"
            : "";

    private static string Value(string value) => value.Length > 0 ? value : "nothing";

    private IEnumerable<string> Fixes(CauseFound found, string host, string client)
    {
        var label = "Fix";
        foreach (var group in found.Fixes.GroupBy(fix => fix.Place))
        {
            yield return $"{Indent}{Columns.Pad(label, Label)}{Printable.Line(group.Key == FixPlace.Client ? client : $"on {host}")}:";
            label = "";
            foreach (var fix in group)
            {
                foreach (
                    var line in Wrap.Command(
                        Printable.Line(fix.Command),
                        Math.Max(20, width - Label - 4)
                    )
                )
                {
                    yield return new string(' ', Label + 4) + line;
                }
            }
        }
    }

    private IEnumerable<string> Labelled(string label, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            foreach (var line in Wrap.Prose(Printable.Line(text), Math.Max(20, width - Label - 2)))
            {
                yield return Indent + Columns.Pad(label, Label) + line;
                label = "";
            }
        }
    }
}
