using System.CommandLine;
using Fleet.Checks.Reporting;
using Fleet.Controller.Api.Operating.Access;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet known-hosts</c>: the fleet's true host keys as ssh(1) and DNS take them.</summary>
internal static class KnownHostsCommand
{
    public static Command In(CommandFrame frame)
    {
        var host = HostArgument.Only(frame);
        var label = HostArgument.Labels();
        var hashed = Flag(
            "--hashed",
            "Names as salted hashes, a line each (ssh_config(5) HashKnownHosts)"
        );
        var sshfp = Flag("--sshfp", "DNS records (RFC 4255) in place of known_hosts");
        var names = Flag("--names", "Names alone, without the addresses that hosts say are theirs");
        var check = Flag(
            "--check",
            "What accounts of the fleet's hosts know wrongly about each other's keys, with its repair; exit code 1 where there is any"
        );
        return frame.Asking(
            "known-hosts",
            "A known_hosts of the fleet's true host keys, from what agents report over mutual TLS",
            [
                "fleet known-hosts > /etc/ssh/ssh_known_hosts",
                "fleet known-hosts --label env=prod --hashed",
                "fleet known-hosts --host web-12 --sshfp",
                "fleet known-hosts --check",
                "fleet known-hosts --check --host bastion-1 --json",
            ],
            [host, label, hashed, sshfp, names, check],
            async (asked, cancellationToken) =>
            {
                var only = asked.Parsed.GetValue(host) ?? "";
                var labels = asked.Parsed.GetValue(label) ?? [];
                if (asked.Parsed.GetValue(check))
                {
                    return await KnownHostsCheck.RunAsync(asked, only, labels, cancellationToken);
                }

                var request = new ListHostKeysRequest { Host = only, Labels = { labels } };
                var chosen = await ReadAsync(asked, request, cancellationToken);
                var withoutAddresses = asked.Parsed.GetValue(names);
                var fleet = withoutAddresses
                    ? chosen
                    : await ReadAsync(asked, new ListHostKeysRequest(), cancellationToken);
                var known = KnownNames.Of(chosen, fleet, withoutAddresses);
                foreach (var complaint in known.SelectMany(one => one.Complaints))
                {
                    asked.Screen.Talk($"fleet: {Printable.Line(complaint)}");
                }

                return asked.Show(
                    () => KnownHostsJson.From(known),
                    FleetJson.Default.KnownHostsJson,
                    () =>
                        asked.Parsed.GetValue(sshfp)
                            ? SshfpText.Lines(known)
                            : KnownHostsText.Lines(known, asked.Parsed.GetValue(hashed))
                );
            }
        );
    }

    private static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description };

    private static async Task<List<HostKeys>> ReadAsync(
        Asked asked,
        ListHostKeysRequest request,
        CancellationToken cancellationToken
    )
    {
        using var call = asked.Client.Operators.ListHostKeys(
            request,
            Asked.Patiently(cancellationToken)
        );
        var hosts = new List<HostKeys>();
        await foreach (var host in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            hosts.Add(host);
        }

        return hosts;
    }
}
