using System.CommandLine;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Json;

namespace Fleet.Controller.Cli.Policies;

/// <summary><c>fleet policy explain</c>: which line decides.</summary>
internal static class ExplainRuleCommand
{
    public static Command In(CommandFrame frame)
    {
        var host = HostArgument.In(frame);
        var rule = new Argument<string>("RULE")
        {
            Description = "The rule's id, as findings name it: ssh.config/permit_root_login",
        };
        return frame.Asking(
            "explain",
            "Which line of the policy decides what of a rule on a host, what it stands over, and what comes of it now",
            ["fleet policy explain web-12 ssh.config/permit_root_login"],
            [host, rule],
            async (asked, cancellationToken) =>
            {
                var reply = await asked.Client.Policies.ExplainRuleAsync(
                    new()
                    {
                        Host = asked.Parsed.GetValue(host)!,
                        Rule = asked.Parsed.GetValue(rule)!,
                    },
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () => ExplainedRuleJson.From(reply),
                    FleetJson.Default.ExplainedRuleJson,
                    () => new ExplainedRuleText(asked.Screen).Lines(reply)
                );
            }
        );
    }
}
