using System.CommandLine;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet accept</c>, <c>ack</c>, <c>unack</c> and <c>note</c>: what operators do about a regression, on every host of its group or on those named.</summary>
internal static class RegressionActCommands
{
    public static IEnumerable<Command> In(CommandFrame frame) =>
        [Accept(frame), Acknowledge(frame), GiveBack(frame), Note(frame)];

    private static Command Accept(CommandFrame frame)
    {
        var (id, hosts, until) = (
            RegressionArguments.Id(),
            RegressionArguments.Hosts(),
            RegressionArguments.Until()
        );
        var reason = new Option<string>("--reason")
        {
            Description = "Why the new value is right",
            Required = true,
        };
        return frame.Asking(
            "accept",
            "Make the new value of a regression the one that is right",
            [
                "fleet accept 118 --reason \"port moved on purpose\" --until 2027-01-31",
                "fleet accept 121 --reason \"jump hosts need it\" --host web-1 --host web-2",
            ],
            [id, reason, until, hosts],
            async (asked, cancellationToken) =>
                Show(
                    asked,
                    await asked.Client.Operators.AcceptRegressionAsync(
                        new()
                        {
                            Id = asked.Parsed.GetValue(id),
                            Reason = asked.Parsed.GetValue(reason),
                            Until = asked.Parsed.GetValue(until)?.ToTimestamp(),
                            Hosts = { asked.Parsed.GetValue(hosts) ?? [] },
                        },
                        Asked.Options(cancellationToken)
                    )
                )
        );
    }

    private static Command Acknowledge(CommandFrame frame)
    {
        var (id, hosts) = (RegressionArguments.Id(), RegressionArguments.Hosts());
        var note = new Option<string>("--note") { Description = "For whoever looks next" };
        return frame.Asking(
            "ack",
            "Take a regression up: nobody is reminded of it until it gets worse",
            ["fleet ack 121 --note \"asked the database team\""],
            [id, note, hosts],
            (asked, cancellationToken) =>
                AcknowledgeAsync(
                    asked,
                    new()
                    {
                        Id = asked.Parsed.GetValue(id),
                        Note = asked.Parsed.GetValue(note) ?? "",
                        Hosts = { asked.Parsed.GetValue(hosts) ?? [] },
                    },
                    cancellationToken
                )
        );
    }

    private static Command GiveBack(CommandFrame frame)
    {
        var (id, hosts) = (RegressionArguments.Id(), RegressionArguments.Hosts());
        return frame.Asking(
            "unack",
            "Give back a regression that somebody has taken up",
            ["fleet unack 121"],
            [id, hosts],
            (asked, cancellationToken) =>
                AcknowledgeAsync(
                    asked,
                    new()
                    {
                        Id = asked.Parsed.GetValue(id),
                        Back = true,
                        Hosts = { asked.Parsed.GetValue(hosts) ?? [] },
                    },
                    cancellationToken
                )
        );
    }

    private static Command Note(CommandFrame frame)
    {
        var (id, hosts) = (RegressionArguments.Id(), RegressionArguments.Hosts());
        var text = new Argument<string>("TEXT") { Description = "The note" };
        return frame.Asking(
            "note",
            "Write a note on a regression",
            ["fleet note 121 \"the vendor has been told\""],
            [id, text, hosts],
            async (asked, cancellationToken) =>
                Show(
                    asked,
                    await asked.Client.Operators.NoteRegressionAsync(
                        new()
                        {
                            Id = asked.Parsed.GetValue(id),
                            Text = asked.Parsed.GetValue(text),
                            Hosts = { asked.Parsed.GetValue(hosts) ?? [] },
                        },
                        Asked.Options(cancellationToken)
                    )
                )
        );
    }

    private static async Task<int> AcknowledgeAsync(
        Asked asked,
        AcknowledgeRegressionRequest request,
        CancellationToken cancellationToken
    ) =>
        Show(
            asked,
            await asked.Client.Operators.AcknowledgeRegressionAsync(
                request,
                Asked.Options(cancellationToken)
            )
        );

    private static int Show(Asked asked, RegressionsChanged changed) =>
        asked.Show(
            () =>
                new ChangedRegressionsJson(
                    FleetJson.SchemaVersion,
                    [.. changed.Regressions.Select(RegressionJson.From)]
                ),
            FleetJson.Default.ChangedRegressionsJson,
            () => RegressionText.Groups(changed.Regressions, asked.Screen)
        );
}
