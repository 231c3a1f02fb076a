using System.CommandLine;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Policies;

/// <summary><c>fleet policy list</c> and <c>fleet policy export</c>: what was applied.</summary>
internal static class StoredPolicyCommands
{
    public static Command List(CommandFrame frame) =>
        frame.Asking(
            "list",
            "Policies that were applied, newest first: by whom, when and why",
            ["fleet policy list"],
            [],
            async (asked, cancellationToken) =>
            {
                var reply = await asked.Client.Policies.ListPoliciesAsync(
                    new(),
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () =>
                        new PoliciesJson(
                            FleetJson.SchemaVersion,
                            [.. reply.Policies.Select(PolicyJson.From)]
                        ),
                    FleetJson.Default.PoliciesJson,
                    () => Lines(reply.Policies, asked.Screen)
                );
            }
        );

    public static Command Export(CommandFrame frame)
    {
        var version = new Option<long>("--version")
        {
            Description = "An earlier one (default: the one in force)",
            HelpName = "N",
        };
        return frame.Asking(
            "export",
            "A policy's text, byte for byte as it was applied",
            ["fleet policy export > policy.yaml", "fleet policy export --version 3"],
            [version],
            async (asked, cancellationToken) =>
            {
                var policy = await asked.Client.Policies.ExportPolicyAsync(
                    new() { Version = asked.Parsed.GetValue(version) },
                    Asked.Options(cancellationToken)
                );
                if (!asked.Screen.Json)
                {
                    await asked.Screen.Out.WriteAsync(policy.Text.AsMemory(), cancellationToken);
                    return ExitCode.Clean;
                }

                return asked.Show(
                    () =>
                        new ExportedPolicyJson(
                            FleetJson.SchemaVersion,
                            PolicyJson.From(policy),
                            policy.Text
                        ),
                    FleetJson.Default.ExportedPolicyJson,
                    () => []
                );
            }
        );
    }

    private static IEnumerable<string> Lines(IReadOnlyList<StoredPolicy> policies, Screen screen)
    {
        if (policies.Count == 0)
        {
            return
            [
                "no policy was applied: every rule holds as it declares itself (fleet policy apply FILE)",
            ];
        }

        var table = new Table(["VERSION", "APPLIED", "BY", "WHY", "FILE"], flexible: 3);
        foreach (var policy in policies)
        {
            table.Add(
                $"{policy.Version}{(policy.Version == policies[0].Version ? " in force" : "")}",
                screen.Times.Clock(policy.AppliedAt),
                policy.By,
                policy.Reason,
                policy.File
            );
        }

        return table.Lines(screen.Width, screen.Ink);
    }
}
