using System.CommandLine;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet hosts</c>, <c>fleet host</c> and <c>fleet facts</c>: how the fleet stands.</summary>
internal static class HostCommands
{
    public static IEnumerable<Command> In(CommandFrame frame) =>
        [Hosts(frame), Host(frame), Facts(frame)];

    private static Command Hosts(CommandFrame frame)
    {
        var label = HostArgument.Labels();
        var all = new Option<bool>("--all") { Description = "Every host, however many" };
        var format = FormatOption.In();
        return frame.Asking(
            "hosts",
            "Every host, worst first",
            [
                "fleet hosts",
                "fleet hosts --label env=prod",
                "fleet hosts --json | jq '.hosts[].name'",
                "fleet hosts --label env=prod --format nagios",
            ],
            [label, all, format],
            async (asked, cancellationToken) =>
            {
                var request = new ListHostsRequest
                {
                    Labels = { asked.Parsed.GetValue(label) ?? [] },
                };
                var reply = await asked.Client.Operators.ListHostsAsync(
                    request,
                    Asked.Options(cancellationToken)
                );
                if (asked.Screen.IsNagios)
                {
                    return asked.Screen.Answer(NagiosHosts.Answer(reply.Hosts));
                }

                return asked.Show(
                    () =>
                        new HostsJson(
                            FleetJson.SchemaVersion,
                            [.. reply.Hosts.Select(HostSummaryJson.From)]
                        ),
                    FleetJson.Default.HostsJson,
                    () =>
                        reply.Hosts.Count == 0
                            ? ["no host has joined yet: fleet token create shows how"]
                            : HostsText.Lines(reply.Hosts, asked.Screen, asked.Parsed.GetValue(all))
                );
            }
        );
    }

    private static Command Host(CommandFrame frame)
    {
        var name = HostArgument.In(frame);
        var format = FormatOption.In();
        return frame.Asking(
            "host",
            "One host: findings with their remedies, checks, open regressions",
            ["fleet host web-12", "fleet host web-12 --json", "fleet host web-12 --format nagios"],
            [name, format],
            async (asked, cancellationToken) =>
            {
                var report = await asked.Client.Operators.GetHostAsync(
                    new GetHostRequest { Name = asked.Parsed.GetValue(name) },
                    Asked.Options(cancellationToken)
                );
                if (asked.Screen.IsNagios)
                {
                    return asked.Screen.Answer(NagiosHosts.Answer(report, asked.Screen));
                }

                return asked.Show(
                    () => HostJson.From(report),
                    FleetJson.Default.HostJson,
                    () => Lines(report, asked.Screen)
                );
            }
        );
    }

    private static IEnumerable<string> Lines(Fleet.V1.HostReport report, Screen screen) =>
        report.Regressions.Count == 0
            ? HostText.Lines(report, screen)
            :
            [
                .. HostText.Lines(report, screen),
                "",
                .. RegressionText.Lines(report.Regressions, screen),
            ];

    private static Command Facts(CommandFrame frame)
    {
        var key = new Argument<string>("KEY")
        {
            Description =
                "A fact key, or a pattern: * stands for one part, a final ** for all that follows",
        };
        return frame.Asking(
            "facts",
            "Hosts grouped by the value of a fact",
            ["fleet facts sshd_config/PermitRootLogin", "fleet facts 'listen/tcp/*'"],
            [key],
            async (asked, cancellationToken) =>
            {
                var reply = await asked.Client.Operators.ListFactsAsync(
                    new ListFactsRequest { Key = asked.Parsed.GetValue(key) },
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () =>
                        new FactsJson(
                            FleetJson.SchemaVersion,
                            [.. reply.Groups.Select(FactGroupJson.From)]
                        ),
                    FleetJson.Default.FactsJson,
                    () => FactLines(reply.Groups, asked.Screen)
                );
            }
        );
    }

    private static IEnumerable<string> FactLines(IReadOnlyList<FactGroup> groups, Screen screen)
    {
        if (groups.Count == 0)
        {
            return
            [
                "no host has a fact with this key: fleet history NAME shows the keys of a host",
            ];
        }

        var table = new Table(["KEY", "VALUE", "HOSTS", ""], flexible: 3);
        foreach (var group in groups)
        {
            var value = group.State switch
            {
                ReadingState.Present => group.Value,
                ReadingState.Absent => "(absent)",
                _ => group.Reason.Length > 0 ? $"(unknown: {group.Reason})" : "(unknown)",
            };
            table.Add(
                group.Key,
                value,
                $"{group.Hosts.Count}",
                string.Join(' ', group.Hosts.Select(Printable.Line))
            );
        }

        return table.Lines(screen.Width, screen.Ink);
    }
}
