using System.CommandLine;
using System.Globalization;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet regressions</c>, <c>fleet accept</c> and <c>fleet history</c>: what changed.</summary>
internal static class RegressionCommands
{
    public static IEnumerable<Command> In(CommandFrame frame) =>
        [Regressions(frame), WhyCommand.In(frame), Accept(frame), History(frame)];

    private static Command Regressions(CommandFrame frame)
    {
        var host = new Option<string>("--host") { Description = "Of this host", HelpName = "NAME" };
        var all = new Option<bool>("--all") { Description = "Resolved and accepted ones too" };
        return frame.Asking(
            "regressions",
            "What was good, or accepted, and no longer is",
            ["fleet regressions", "fleet regressions --host web-12 --all"],
            [host, all],
            async (asked, cancellationToken) =>
            {
                var request = new ListRegressionsRequest
                {
                    Host = asked.Parsed.GetValue(host) ?? "",
                    All = asked.Parsed.GetValue(all),
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

    private static Command Accept(CommandFrame frame)
    {
        var id = Id();
        var reason = new Option<string>("--reason")
        {
            Description = "Why the new value is right",
            Required = true,
        };
        var until = Until();
        return frame.Asking(
            "accept",
            "Make the new value of a regression the one that is right",
            ["fleet accept 118 --reason \"port moved on purpose\" --until 2027-01-31"],
            [id, reason, until],
            async (asked, cancellationToken) =>
            {
                var regression = await asked.Client.Operators.AcceptRegressionAsync(
                    new()
                    {
                        Id = asked.Parsed.GetValue(id),
                        Reason = asked.Parsed.GetValue(reason),
                        Until = asked.Parsed.GetValue(until)?.ToTimestamp(),
                    },
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () =>
                        new AcceptedJson(FleetJson.SchemaVersion, RegressionJson.From(regression)),
                    FleetJson.Default.AcceptedJson,
                    () => RegressionText.One(regression, asked.Screen)
                );
            }
        );
    }

    internal static Argument<long> Id() =>
        new Argument<long>("ID")
        {
            Description = "The regression's number, with or without #",
            CustomParser = parsed =>
            {
                var text = parsed.Tokens[0].Value.TrimStart('#');
                if (long.TryParse(text, CultureInfo.InvariantCulture, out var value) && value > 0)
                {
                    return value;
                }

                parsed.AddError($"\"{text}\" is not a regression's number: see fleet regressions");
                return 0;
            },
        };

    private static Option<DateTimeOffset?> Until() =>
        new Option<DateTimeOffset?>("--until")
        {
            Description = "When the acceptance ends (default: never)",
            HelpName = "DATE",
            CustomParser = parsed =>
            {
                var text = parsed.Tokens[0].Value;
                if (
                    DateTimeOffset.TryParse(
                        text,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeLocal,
                        out var moment
                    )
                )
                {
                    return moment;
                }

                parsed.AddError($"--until {text}: expected a date such as 2027-01-31");
                return null;
            },
        };

    private static Command History(CommandFrame frame)
    {
        var name = HostArgument.In(frame);
        var key = new Argument<string>("KEY")
        {
            Description = "A fact key or pattern",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var limit = new Option<int>("--limit")
        {
            Description = "At most so many, the newest",
            DefaultValueFactory = _ => 100,
        };
        return frame.Asking(
            "history",
            "What changed on a host, newest first",
            ["fleet history web-12", "fleet history web-12 'sshd_config/*' --limit 20"],
            [name, key, limit],
            async (asked, cancellationToken) =>
            {
                var host = asked.Parsed.GetValue(name)!;
                var reply = await asked.Client.Operators.ListHistoryAsync(
                    new()
                    {
                        Host = host,
                        Key = asked.Parsed.GetValue(key) ?? "",
                        Limit = asked.Parsed.GetValue(limit),
                    },
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () =>
                        new HistoryJson(
                            FleetJson.SchemaVersion,
                            host,
                            [.. reply.Entries.Select(HistoryEntryJson.From)]
                        ),
                    FleetJson.Default.HistoryJson,
                    () => HistoryText.Lines(reply.Entries, asked.Screen)
                );
            }
        );
    }
}
