using System.CommandLine;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Sweeping;
using Google.Protobuf.WellKnownTypes;
using V1 = Fleet.V1;

namespace Fleet.Controller.Cli.Watching;

/// <summary><c>fleet watch</c>: what happens, as it happens; a line an event.</summary>
internal static class WatchCommand
{
    private static readonly Dictionary<string, V1.EventKind> Kinds = new(StringComparer.Ordinal)
    {
        ["regression"] = V1.EventKind.Regression,
        ["link"] = V1.EventKind.Link,
        ["sweep"] = V1.EventKind.Sweep,
        ["policy"] = V1.EventKind.Policy,
    };

    public static Command In(CommandFrame frame)
    {
        var since = new Option<string?>("--since")
        {
            Description = "Go on behind this cursor, as an earlier line had it",
            HelpName = "CURSOR",
        };
        var from = From();
        var host = new Option<string[]>("--host")
        {
            Description = "Only of this host; * and ? stand for any letters; repeatable",
            HelpName = "NAME",
        };
        var label = HostArgument.Labels();
        var kind = new Option<string[]>("--kind")
        {
            Description = $"Only {string.Join(", ", Kinds.Keys)}; repeatable",
            HelpName = "KIND",
        };
        kind.AcceptOnlyFromAmong([.. Kinds.Keys]);
        var once = new Option<bool>("--once") { Description = "End where there are no more" };
        return frame.Asking(
            "watch",
            "What happens, as it happens: regressions, links, sweeps, policies; JSON lines where the output is no terminal",
            [
                "fleet watch",
                "fleet watch --from 1h --kind regression --label env=prod",
                "fleet watch --json --since 1.120.45.7.2. | my-program",
                "fleet watch --from 1d --once",
            ],
            [since, from, host, label, kind, once],
            (asked, cancellationToken) =>
            {
                var cursor = asked.Parsed.GetValue(since) ?? "";
                var back = asked.Parsed.GetValue(from);
                if (cursor.Length > 0 && back is not null)
                {
                    return Task.FromResult(
                        asked.Screen.Fail(
                            "--since and --from both say where to begin: give one",
                            ExitCode.Usage
                        )
                    );
                }

                var request = new V1.WatchEventsRequest
                {
                    Cursor = cursor,
                    Back = back is { } span ? Duration.FromTimeSpan(span) : null,
                    Hosts = { asked.Parsed.GetValue(host) ?? [] },
                    Labels = { asked.Parsed.GetValue(label) ?? [] },
                    Kinds = { (asked.Parsed.GetValue(kind) ?? []).Select(name => Kinds[name]) },
                    Once = asked.Parsed.GetValue(once),
                };
                return new WatchRun(asked, frame.Environment.Time).RunAsync(
                    request,
                    cancellationToken
                );
            }
        );
    }

    private static Option<TimeSpan?> From() =>
        new("--from")
        {
            Description = "Begin so long ago: 90s, 30m, 2h or 1d (default: now)",
            HelpName = "SPAN",
            CustomParser = parsed =>
            {
                var text = parsed.Tokens[0].Value;
                if (PatienceOption.Parse(text) is { } span)
                {
                    return span;
                }

                parsed.AddError($"--from {text}: expected a span such as 90s, 30m, 2h or 1d");
                return null;
            },
        };
}
