using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Judged = Fleet.Checks.Judging.Outcome;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>Vantage hosts down, targets across, then what they say together. Where the terminal is too narrow for all targets, tables stand under each other.</summary>
internal static class MatrixText
{
    private const int FromWidth = 34;
    private const int CellWidth = 22;

    public static IEnumerable<string> Lines(IReadOnlyList<ReachReport> reports, Screen screen)
    {
        var columns = reports
            .SelectMany(report =>
                report
                    .Sights.Select(sight => sight.Endpoint)
                    .Distinct()
                    .Select(endPoint => (Report: report, EndPoint: endPoint))
            )
            .ToList();
        foreach (var chunk in columns.Chunk(Math.Max(1, (screen.Width - FromWidth) / CellWidth)))
        {
            foreach (var line in Table(chunk, screen))
            {
                yield return line;
            }

            yield return "";
        }

        foreach (var line in reports.SelectMany(report => Conclusions(report, screen)))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Table(
        (ReachReport Report, string EndPoint)[] columns,
        Screen screen
    )
    {
        var table = new Table(
            [
                "FROM",
                "NETWORK",
                .. columns.Select(column =>
                    Printable.Line($"{column.Report.Host} {column.EndPoint}")
                ),
            ],
            flexible: 1
        );
        var froms = columns
            .SelectMany(column => column.Report.Sights)
            .DistinctBy(sight => sight.From)
            .OrderBy(sight => sight.From, StringComparer.Ordinal);
        foreach (var from in froms)
        {
            table.Add([
                from.From,
                string.Join(' ', from.Networks.Take(1)),
                .. columns.Select(column => CellOf(column, from.From)),
            ]);
        }

        return table.Lines(screen.Width, screen.Ink);
    }

    private static Cell CellOf((ReachReport Report, string EndPoint) column, string from) =>
        column.Report.Sights.FirstOrDefault(sight =>
            sight.From == from && sight.Endpoint == column.EndPoint
        )
            is not { } seen
            ? ""
        : seen.Outcome.Length == 0 ? new Cell("unknown", Judged.Unknown)
        : new Cell(seen.Outcome, seen.Outcome == "connected" ? Judged.Pass : Judged.Fail);

    private static IEnumerable<string> Conclusions(ReachReport report, Screen screen)
    {
        var texts = report
            .Verdicts.Select(verdict => (Mark(verdict.Fault), verdict.Text))
            .Concat(
                report
                    .Sights.Where(sight => sight.Outcome.Length == 0)
                    .DistinctBy(sight => sight.From)
                    .Select(sight => (Judged.Unknown, $"{sight.From} {sight.Note}"))
            );
        if (report.Sights.Count == 0)
        {
            texts =
            [
                (
                    Judged.Unknown,
                    $"nobody can look at {report.Host}: no other host with an agent may be asked, or it is not known where its sshd listens"
                ),
            ];
        }

        foreach (var (mark, text) in texts)
        {
            var first = true;
            foreach (var line in Wrap.Prose(Printable.Line(text), screen.Width - 2))
            {
                yield return first ? $"{screen.Ink.Mark(mark)} {line}" : $"  {line}";
                first = false;
            }
        }

        if (report.NotAsked > 0)
        {
            yield return $"{Words.Count(report.NotAsked, "connected host")} besides not asked: each look costs {Printable.Line(report.Host)} a connection";
        }
    }

    private static Judged Mark(ReachFault fault) =>
        fault switch
        {
            ReachFault.None => Judged.Pass,
            ReachFault.Target or ReachFault.Way => Judged.Fail,
            ReachFault.Apart => Judged.Warn,
            _ => Judged.Unknown,
        };
}
