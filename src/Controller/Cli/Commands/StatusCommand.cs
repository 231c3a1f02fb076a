using System.CommandLine;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet status</c>: how the controller is.</summary>
internal static class StatusCommand
{
    public static Command In(CommandFrame frame) =>
        frame.Asking(
            "status",
            "The controller: version, address, pin, and how many hosts",
            ["fleet status", "fleet status --json"],
            [],
            async (asked, cancellationToken) =>
            {
                var status = await asked.Client.Operators.GetStatusAsync(
                    new(),
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () => StatusJson.From(status),
                    FleetJson.Default.StatusJson,
                    () => Lines(status, asked.Screen)
                );
            }
        );

    private static IEnumerable<string> Lines(ControllerStatus status, Screen screen) =>
        [
            $"{Words.Count(status.Hosts, "host")}, {status.HostsOnline} online, {Words.Count(status.OpenRegressions, "open regression")}",
            $"controller {status.Version}, up since {screen.Times.Since(status.StartedAt)}",
            $"agents connect to {status.AgentAddress}",
            $"root {status.RootPin}",
        ];
}
