using System.CommandLine;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Grpc.Core;
using Judged = Fleet.Checks.Judging.Outcome;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet reach</c>: a host's sshd as other hosts of the fleet see it.</summary>
internal static class ReachCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Command In(CommandFrame frame)
    {
        var name = HostArgument.In(frame);
        var from = new Option<string[]>("--from")
        {
            Description = "A host to look from (repeatable; default: those assigned)",
            HelpName = "HOST",
        };
        var now = new Option<bool>("--now")
        {
            Description = "Look now: one connection each, closed without a login",
        };
        return frame.Asking(
            "reach",
            "How a host is reached from other hosts; exit code 3 where nobody has looked",
            ["fleet reach web-12", "fleet reach web-12 --now --from bastion-1"],
            [name, from, now],
            async (asked, cancellationToken) =>
            {
                var request = new GetReachRequest
                {
                    Host = asked.Parsed.GetValue(name),
                    Now = asked.Parsed.GetValue(now),
                };
                request.From.AddRange(asked.Parsed.GetValue(from) ?? []);
                var report = await asked.Client.Operators.GetReachAsync(
                    request,
                    new CallOptions(
                        deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Patience,
                        cancellationToken: cancellationToken
                    )
                );
                asked.Show(
                    () => ReachJson.From(report),
                    FleetJson.Default.ReachJson,
                    () => Lines(report, asked.Screen)
                );
                return Exit(report);
            }
        );
    }

    private static IEnumerable<string> Lines(ReachReport report, Screen screen)
    {
        if (report.Sights.Count == 0)
        {
            return
            [
                $"nobody has looked at {Checks.Reporting.Printable.Line(report.Host)} yet: it takes a second host with an agent, and a minute",
            ];
        }

        var table = new Table(["FROM", "ADDRESS", "", ""], flexible: 3);
        foreach (var sight in report.Sights)
        {
            table.Add(
                sight.From,
                sight.Endpoint,
                new Cell(sight.Outcome.Length > 0 ? sight.Outcome : "unknown", Mark(sight)),
                sight.Note
            );
        }

        return
        [
            .. table.Lines(screen.Width, screen.Ink),
            "",
            .. report.Verdicts.SelectMany(verdict =>
                Checks.Reporting.Wrap.Prose(
                    Checks.Reporting.Printable.Line(verdict.Text),
                    screen.Width
                )
            ),
        ];
    }

    private static Judged Mark(ReachLookEntry sight) =>
        sight.Outcome switch
        {
            "connected" => Judged.Pass,
            "" => Judged.Unknown,
            _ when sight.WasReached => Judged.Fail,
            _ => Judged.Warn,
        };

    private static int Exit(ReachReport report) =>
        report.Verdicts.Any(v => v.Fault is not (ReachFault.Unknown or ReachFault.Unspecified))
            ? ExitCode.Clean
            : ExitCode.Offline;
}
