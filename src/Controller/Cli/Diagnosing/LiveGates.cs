using Fleet.Checks.Diagnosis;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>The gates as they are decided: one line of talk that is written over on a terminal, and nothing elsewhere.</summary>
internal sealed class LiveGates(Screen screen)
{
    private bool _isShown;

    public void Show(DiagnosisCase asked)
    {
        if (!screen.IsTerminal || screen.Json)
        {
            return;
        }

        var line = "";
        foreach (var gate in GateWalk.Walk(asked))
        {
            if (gate.Verdict.State == GateState.Unknown)
            {
                continue;
            }

            var next =
                $"{line}{(line.Length > 0 ? "  " : "")}{gate.Gate.Title} {GateMarks.Plain(gate)}";
            if (Columns.Width(next) >= screen.Width || gate.IsClosed)
            {
                line = gate.IsClosed ? next : line;
                break;
            }

            line = next;
        }

        _isShown = true;
        screen.Error.Write($"\r\e[K{line[..Columns.Fit(line, screen.Width - 1)]}");
        screen.Error.Flush();
    }

    /// <summary>Makes room for the answer.</summary>
    public void Clear()
    {
        if (_isShown)
        {
            screen.Error.Write("\r\e[K");
            screen.Error.Flush();
        }
    }
}
