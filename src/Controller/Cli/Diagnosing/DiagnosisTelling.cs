using System.Text.Json;
using Fleet.Checks.Diagnosis;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>Stores a diagnosis where there is a controller, then shows it.</summary>
internal sealed class DiagnosisTelling(
    Screen screen,
    ServerSide server,
    DiagnosisKeeping keeping,
    string target
)
{
    public async Task<(Diagnosed Diagnosed, int Exit)> TellAsync(
        Diagnosed diagnosed,
        CancellationToken cancellationToken
    )
    {
        var exit = Exit(diagnosed.Answer.Outcome);
        var kept = server.HasAnswered
            ? await keeping.KeepAsync(target, diagnosed, exit, cancellationToken)
            : diagnosed;
        if (screen.Json)
        {
            Json(kept);
        }
        else
        {
            screen.Lines(new DiagnosisText(screen).Lines(kept));
        }

        return (kept, exit);
    }

    public void Json(Diagnosed diagnosed) =>
        screen.Line(
            JsonSerializer.Serialize(DiagnosisJson.From(diagnosed), FleetJson.Default.DiagnosisJson)
        );

    /// <summary>What the command ends with.</summary>
    public static int Exit(DiagnosisOutcome outcome) =>
        outcome switch
        {
            DiagnosisOutcome.Works => ExitCode.Clean,
            DiagnosisOutcome.Refused => ExitCode.Findings,
            _ => ExitCode.Offline,
        };
}
