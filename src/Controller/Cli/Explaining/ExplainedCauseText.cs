using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Explain;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;

namespace Fleet.Controller.Cli.Explaining;

/// <summary>A cause: what is the case, what tells it from the others, what repairs it.</summary>
internal sealed class ExplainedCauseText(Screen screen, int width)
{
    private const int Label = 8;

    public IEnumerable<string> Full(ExplainedCause cause, int rank)
    {
        var mark = screen.Ink.Mark(rank == 0 ? Outcome.Fail : Outcome.Warn);
        var head =
            $"{(rank == 0 ? "Cause" : "Or")} ({Words.Json(cause.Confidence)}): {cause.Summary}";
        return
        [
            .. Wrap.Prose(Printable.Line(head), width - 2)
                .Select((line, at) => at == 0 ? $"{mark} {line}" : $"  {line}"),
            .. cause.IsConfirmed ? Labelled("Proof", cause.Evidence.Select(Proof)) : [],
            .. cause.Tell is { } tell ? Commands("Tell", [tell]) : [],
            .. Commands("Fix", cause.Fixes),
        ];
    }

    public IEnumerable<string> Short(ExplainedCause cause) =>
        [
            .. Wrap.Prose(cause.Cause.Title, width - 2)
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
            foreach (var line in Wrapped(Printable.Line(fix.Command)))
            {
                yield return $"  {Columns.Pad(label, Label - 2)}{Columns.Pad(first ? place : "", Label - 2)}{line}";
                (label, first) = ("", false);
            }
        }
    }

    // Advice in words is a comment for a shell, and prose for a reader.
    private IEnumerable<string> Wrapped(string command)
    {
        var columns = Math.Max(20, width - (2 * Label));
        return command.StartsWith("# ", StringComparison.Ordinal)
            ? Wrap.Prose(command[2..], columns)
            : Wrap.Command(command, columns);
    }

    private IEnumerable<string> Labelled(string label, IEnumerable<string> texts)
    {
        foreach (
            var line in texts.SelectMany(text =>
                Wrap.Prose(Printable.Line(text), Math.Max(20, width - Label))
            )
        )
        {
            yield return $"  {Columns.Pad(label, Label - 2)}{line}";
            label = "";
        }
    }

    private static string Proof(EvidenceLine line) =>
        $"{Words.Json(line.Side)} {line.Text}{(line.Source.Length > 0 ? $" ({line.Source})" : "")}";
}
