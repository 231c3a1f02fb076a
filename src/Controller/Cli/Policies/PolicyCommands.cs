using System.CommandLine;
using Fleet.Controller.Cli.Commands;

namespace Fleet.Controller.Cli.Policies;

/// <summary><c>fleet policy</c>: what the fleet is judged by, from a file that stands under version control.</summary>
internal static class PolicyCommands
{
    public static Command In(CommandFrame frame) =>
        frame.Plain(
            "policy",
            "What the fleet is judged by: rules, waivers, silences, schedules and notifications, from a file",
            [
                "fleet policy validate policy.yaml",
                "fleet policy diff policy.yaml",
                "fleet policy apply policy.yaml --reason \"root stays out\"",
                "fleet policy explain web-12 ssh.config/permit_root_login",
            ],
            [
                ValidateCommand.In(frame),
                DiffCommand.In(frame),
                ApplyCommand.In(frame),
                StoredPolicyCommands.Export(frame),
                StoredPolicyCommands.List(frame),
                ExplainRuleCommand.In(frame),
            ]
        );

    /// <summary>The file that a command reads.</summary>
    public static Argument<string> File() =>
        new("FILE") { Description = "The policy: YAML, as docs/policy.md describes it" };
}
