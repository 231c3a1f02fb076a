using System.CommandLine;
using Fleet.Controller.Cli.Commands;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary><c>fleet sweep diff</c>: what became of the fleet between two sweeps.</summary>
internal static class DiffSweepsCommand
{
    public static Command In(CommandFrame frame)
    {
        var older = SweepId.Argument("OLD", "The older sweep, such as S-7");
        var newer = SweepId.Argument("NEW", "The newer sweep, such as S-8");
        return frame.Asking(
            "diff",
            "What got worse, what got better, what appeared and what left between two sweeps of one profile",
            ["fleet sweep diff S-7 S-8", "fleet sweep diff S-7 S-8 --json"],
            [older, newer],
            async (asked, cancellationToken) =>
            {
                var reply = await asked.Client.Sweeps.DiffSweepsAsync(
                    new()
                    {
                        Older = asked.Parsed.GetValue(older),
                        Newer = asked.Parsed.GetValue(newer),
                    },
                    Asked.Patiently(cancellationToken)
                );
                return asked.Show(
                    () => SweepDiffJson.From(reply),
                    SweepJson.Default.SweepDiffJson,
                    () => new SweepDiffText(asked.Screen).Lines(reply)
                );
            }
        );
    }
}
