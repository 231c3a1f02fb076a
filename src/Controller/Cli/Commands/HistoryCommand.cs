using System.CommandLine;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet history</c>: what changed on a host.</summary>
internal static class HistoryCommand
{
    public static Command In(CommandFrame frame)
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
