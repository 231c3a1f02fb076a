using System.CommandLine;
using System.Globalization;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet silence</c>: no notifications for a while.</summary>
internal static class SilenceCommands
{
    public static Command In(CommandFrame frame) =>
        frame.Plain(
            "silence",
            "No notifications for a while; what happens is recorded and shown as silenced",
            [
                "fleet silence add --host 'web-*' --label env=dev --for 2h --reason \"moving racks\"",
                "fleet silence list",
                "fleet silence end 7",
            ],
            [Add(frame), List(frame), End(frame)]
        );

    private static Command Add(CommandFrame frame)
    {
        var host = new Option<string>("--host")
        {
            Description =
                "On hosts of this name, * and ? stand for any letters (default: every host)",
            HelpName = "NAME",
        };
        var labels = LabelOption.In("Only hosts with this label");
        var rule = new Option<string>("--rule")
        {
            Description =
                "Of this rule, or of facts that this pattern matches (default: everything)",
            HelpName = "RULE",
        };
        var lasts = Lasts();
        var reason = new Option<string>("--reason") { Description = "Why", Required = true };
        return frame.Asking(
            "add",
            "Silence from now on",
            ["fleet silence add --host 'web-*' --label env=dev --for 2h --reason \"moving racks\""],
            [host, labels, rule, lasts, reason],
            async (asked, cancellationToken) =>
            {
                var made = await asked.Client.Operators.AddSilenceAsync(
                    new()
                    {
                        Host = asked.Parsed.GetValue(host) ?? "",
                        Labels =
                        {
                            (asked.Parsed.GetValue(labels) ?? []).Select(label =>
                                $"{label.Key}={label.Value}"
                            ),
                        },
                        Rule = asked.Parsed.GetValue(rule) ?? "",
                        Lasts = asked.Parsed.GetValue(lasts).ToDuration(),
                        Reason = asked.Parsed.GetValue(reason),
                    },
                    Asked.Options(cancellationToken)
                );
                return Show(asked, [made]);
            }
        );
    }

    private static Command List(CommandFrame frame) =>
        frame.Asking(
            "list",
            "Silences that operators made and that have not ended",
            ["fleet silence list"],
            [],
            async (asked, cancellationToken) =>
                Show(
                    asked,
                    (
                        await asked.Client.Operators.ListSilencesAsync(
                            new(),
                            Asked.Options(cancellationToken)
                        )
                    ).Silences
                )
        );

    private static Command End(CommandFrame frame)
    {
        var id = new Argument<long>("ID")
        {
            Description = "Its number, as fleet silence list has it",
        };
        return frame.Asking(
            "end",
            "End a silence now",
            ["fleet silence end 7"],
            [id],
            async (asked, cancellationToken) =>
                Show(
                    asked,
                    [
                        await asked.Client.Operators.EndSilenceAsync(
                            new() { Id = asked.Parsed.GetValue(id) },
                            Asked.Options(cancellationToken)
                        ),
                    ]
                )
        );
    }

    private static int Show(Asked asked, IReadOnlyList<Silence> silences) =>
        asked.Show(
            () => new SilencesJson(FleetJson.SchemaVersion, [.. silences.Select(SilenceJson.Of)]),
            FleetJson.Default.SilencesJson,
            () => SilenceText.Lines(silences, asked.Screen)
        );

    private static Option<TimeSpan> Lasts() =>
        new("--for")
        {
            Description = "How long: 30m, 2h, 3d",
            HelpName = "TIME",
            Required = true,
            CustomParser = parsed =>
            {
                var text = parsed.Tokens[0].Value;
                var unit = text.Length > 1 ? text[^1] : ' ';
                var isNumber = double.TryParse(
                    text.AsSpan(0, Math.Max(0, text.Length - 1)),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var count
                );
                TimeSpan? span =
                    !isNumber || count is <= 0 or > 100_000 ? null
                    : unit == 'm' ? TimeSpan.FromMinutes(count)
                    : unit == 'h' ? TimeSpan.FromHours(count)
                    : unit == 'd' ? TimeSpan.FromDays(count)
                    : null;
                if (span is null)
                {
                    parsed.AddError($"--for {text}: expected a time such as 30m, 2h or 3d");
                }

                return span ?? TimeSpan.Zero;
            },
        };
}
