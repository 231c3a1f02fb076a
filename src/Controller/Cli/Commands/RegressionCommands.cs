using System.CommandLine;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet regressions</c> and <c>fleet regression</c>: what was good, and no longer is.</summary>
internal static class RegressionCommands
{
    private static readonly Dictionary<string, RegressionState> States = new(StringComparer.Ordinal)
    {
        ["new"] = RegressionState.New,
        ["open"] = RegressionState.Open,
        ["acknowledged"] = RegressionState.Acknowledged,
        ["silenced"] = RegressionState.Silenced,
        ["regressed"] = RegressionState.Regressed,
        ["accepted"] = RegressionState.Accepted,
        ["resolved"] = RegressionState.Resolved,
    };

    public static IEnumerable<Command> In(CommandFrame frame) =>
        [
            List(frame),
            One(frame),
            WhyCommand.In(frame),
            .. RegressionActCommands.In(frame),
            HistoryCommand.In(frame),
        ];

    private static Command List(CommandFrame frame)
    {
        var host = new Option<string>("--host") { Description = "Of this host", HelpName = "NAME" };
        var all = new Option<bool>("--all") { Description = "Resolved and accepted ones too" };
        var states = StateOption();
        return frame.Asking(
            "regressions",
            "What was good, or accepted, and no longer is",
            [
                "fleet regressions",
                "fleet regressions --host web-12 --all",
                "fleet regressions --state acknowledged",
            ],
            [host, all, states],
            async (asked, cancellationToken) =>
            {
                var request = new ListRegressionsRequest
                {
                    Host = asked.Parsed.GetValue(host) ?? "",
                    All = asked.Parsed.GetValue(all),
                    States = { asked.Parsed.GetValue(states) ?? [] },
                };
                var reply = await asked.Client.Operators.ListRegressionsAsync(
                    request,
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () =>
                        new RegressionsJson(
                            FleetJson.SchemaVersion,
                            [.. reply.Regressions.Select(RegressionJson.From)]
                        ),
                    FleetJson.Default.RegressionsJson,
                    // Who lost access outranks how much is wrong.
                    () =>
                        RegressionText.Lines(
                            [.. reply.Regressions.OrderByDescending(one => one.Impact?.Rank ?? 0)],
                            asked.Screen
                        )
                );
            }
        );
    }

    private static Command One(CommandFrame frame)
    {
        var id = RegressionArguments.Id();
        return frame.Asking(
            "regression",
            "One regression, whole: its facts, hosts, whom it concerns, what came just before, notes and what happened to it",
            ["fleet regression 121"],
            [id],
            async (asked, cancellationToken) =>
            {
                var story = await asked.Client.Operators.GetRegressionAsync(
                    new() { Id = asked.Parsed.GetValue(id) },
                    Asked.Options(cancellationToken)
                );
                var why = await asked.Client.Operators.ExplainRegressionAsync(
                    new() { Id = asked.Parsed.GetValue(id) },
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () => RegressionStoryJson.From(story, why),
                    FleetJson.Default.RegressionStoryJson,
                    () => RegressionStoryText.Lines(story, why, asked.Screen)
                );
            }
        );
    }

    private static Option<RegressionState[]> StateOption() =>
        new("--state")
        {
            Description =
                $"In this state alone, as often as wanted: {string.Join(", ", States.Keys)}",
            HelpName = "STATE",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = parsed =>
            {
                var states = new List<RegressionState>();
                foreach (var word in parsed.Tokens.SelectMany(token => token.Value.Split(',')))
                {
                    if (States.TryGetValue(word, out var state))
                    {
                        states.Add(state);
                    }
                    else
                    {
                        parsed.AddError(
                            $"--state {word}: expected one of {string.Join(", ", States.Keys)}"
                        );
                    }
                }

                return [.. states];
            },
        };
}
