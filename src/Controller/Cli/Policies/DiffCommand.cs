using System.CommandLine;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Json;

namespace Fleet.Controller.Cli.Policies;

/// <summary><c>fleet policy diff</c>: what a policy would change.</summary>
internal static class DiffCommand
{
    public static Command In(CommandFrame frame)
    {
        var file = PolicyCommands.File();
        return frame.Asking(
            "diff",
            "What would change were this policy in force: settings by groups of hosts, and findings, by judging what is stored both ways; nothing is changed",
            ["fleet policy diff policy.yaml", "fleet policy diff policy.yaml --json"],
            [file],
            async (asked, cancellationToken) =>
            {
                var named = asked.Parsed.GetValue(file)!;
                var (text, problem) = PolicyFileText.Read(named);
                if (text is null)
                {
                    return asked.Screen.Fail(problem, ExitCode.Usage);
                }

                var reply = await asked.Client.Policies.DiffPolicyAsync(
                    new()
                    {
                        Policy = new() { File = named, Text = text },
                    },
                    Asked.Patiently(cancellationToken)
                );
                return reply.Errors.Count > 0
                    ? RemarkLines.Refuse(asked.Screen, reply.Errors)
                    : asked.Show(
                        () => PolicyDifferenceJson.From(reply),
                        FleetJson.Default.PolicyDifferenceJson,
                        () => new PolicyDifferenceText(asked.Screen).Lines(reply, named)
                    );
            }
        );
    }
}
