using System.CommandLine;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet why</c>: what happened on the host about when a regression opened.</summary>
internal static class WhyCommand
{
    public static Command In(CommandFrame frame)
    {
        var id = RegressionArguments.Id();
        return frame.Asking(
            "why",
            "What came just before a regression: packages, restarts, files, logins; and whom it concerns",
            ["fleet why 118", "fleet why 118 --json"],
            [id],
            async (asked, cancellationToken) =>
            {
                var reply = await asked.Client.Operators.ExplainRegressionAsync(
                    new() { Id = asked.Parsed.GetValue(id) },
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () => ExplainedRegressionJson.From(reply),
                    FleetJson.Default.ExplainedRegressionJson,
                    () =>
                        AttributionText
                            .Lines(reply, asked.Screen)
                            .Prepend(
                                asked.Screen.Ink.Strong($"#{reply.Id}")
                                    + $"  {Checks.Reporting.Printable.Line(reply.Host)}"
                            )
                );
            }
        );
    }
}
