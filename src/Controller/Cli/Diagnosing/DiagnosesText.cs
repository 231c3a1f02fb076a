using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Outcome = Fleet.Checks.Judging.Outcome;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>Stored diagnoses as a table, the newest first.</summary>
internal static class DiagnosesText
{
    public static IEnumerable<string> Lines(
        IReadOnlyCollection<DiagnosisSummary> diagnoses,
        Screen screen
    )
    {
        if (diagnoses.Count == 0)
        {
            return ["no diagnosis is stored: fleet diagnose makes one"];
        }

        var table = new Table(["ID", "WHEN", "TARGET", "FROM", "BY", "ANSWER"], flexible: 5);
        foreach (var one in diagnoses)
        {
            table.Add(
                DiagnosisId.Text(one.Id),
                screen.Times.Since(one.At),
                one.Target,
                one.Vantage,
                one.By,
                Answer(one)
            );
        }

        return table.Lines(screen.Width, screen.Ink);
    }

    private static Cell Answer(DiagnosisSummary one) =>
        one.Exit switch
        {
            Cli.ExitCode.Clean => new("works", Outcome.Pass),
            Cli.ExitCode.Findings => new(
                one.Summary.Length > 0 ? one.Summary : $"ends at: {one.Gate.Replace('_', ' ')}",
                Outcome.Fail
            ),
            _ => new("not determined", Outcome.Unknown),
        };
}
