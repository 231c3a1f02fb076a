using System.Collections.Concurrent;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Cli.Showing;
using Fleet.Controller.Diagnosis;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>Many targets from this machine, a few at a time: each is told as it is done, and each has exactly one outcome.</summary>
/// <param name="frame">What commands share.</param>
/// <param name="client">The controller, where there is one.</param>
/// <param name="screen">Where to tell.</param>
/// <param name="look">Makes a client's own look.</param>
/// <param name="me">Whom a login is for where nobody says.</param>
internal sealed class ManyRun(
    CommandFrame frame,
    ControllerClient client,
    Screen screen,
    Func<ClientLook> look,
    string me
)
{
    /// <summary>Each look starts programs of the client's, so more at once only wait for each other.</summary>
    private const int AtOnce = 16;

    private readonly Lock _telling = new();

    public async Task<int> RunAsync(
        IReadOnlyList<(string Typed, LoginTarget Target)> targets,
        string? key,
        CancellationToken cancellationToken
    )
    {
        var exits = new ConcurrentBag<int>();
        await Parallel.ForEachAsync(
            targets,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOnce,
                CancellationToken = cancellationToken,
            },
            async (one, cancel) => exits.Add(await OneAsync(one.Typed, one.Target, key, cancel))
        );
        var counts = exits.CountBy(exit => exit).ToDictionary();
        screen.Talk(
            $"{Words.Count(targets.Count, "host")}: {counts.GetValueOrDefault(ExitCode.Clean)} let in · {counts.GetValueOrDefault(ExitCode.Findings)} refuse · {counts.GetValueOrDefault(ExitCode.Offline)} not known"
        );
        return counts.ContainsKey(ExitCode.Findings) ? ExitCode.Findings
            : counts.ContainsKey(ExitCode.Offline) ? ExitCode.Offline
            : ExitCode.Clean;
    }

    private async Task<int> OneAsync(
        string typed,
        LoginTarget target,
        string? key,
        CancellationToken cancellationToken
    )
    {
        var time = frame.Environment.Time;
        var server = new ServerSide(client, time);
        var diagnosed = await new DiagnosisRun(look(), server, time, me).HereAsync(
            target,
            key,
            _ => { },
            cancellationToken
        );
        var exit = DiagnosisTelling.Exit(diagnosed.Answer.Outcome);
        var keeping = new DiagnosisKeeping(client, screen);
        var kept = server.HasAnswered
            ? await keeping.KeepAsync(typed, diagnosed, exit, cancellationToken)
            : diagnosed;
        lock (_telling)
        {
            if (screen.Json)
            {
                new DiagnosisTelling(screen, server, keeping, typed).Json(kept);
            }
            else
            {
                screen.Line(Line(typed, kept));
            }
        }

        return exit;
    }

    private string Line(string typed, Diagnosed diagnosed)
    {
        var answer = diagnosed.Answer;
        var cause = answer.Causes.FirstOrDefault();
        var (mark, words) = answer.Outcome switch
        {
            DiagnosisOutcome.Works => ("✓", "the login works"),
            DiagnosisOutcome.Refused => (
                "✗",
                cause is null
                    ? $"closed at the gate {answer.Leading?.Gate.Title}"
                    : $"{cause.Cause.Id}: {cause.Found.Summary}"
            ),
            _ => ("?", "no gate is known to be closed, and not all are known to be open"),
        };
        var id = diagnosed.Id > 0 ? $" · {DiagnosisId.Text(diagnosed.Id)}" : "";
        var line = Printable.Line($"{mark} {typed}  {words}{id}");
        return line[..Columns.Fit(line, screen.Width)];
    }
}
