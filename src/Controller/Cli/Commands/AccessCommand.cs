using System.CommandLine;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet access</c>: who can log in where, with what, from where, by which rule.</summary>
internal static class AccessCommand
{
    public static Command In(CommandFrame frame)
    {
        var user = Text("--user", "NAME", "Only this account");
        var key = Text("--key", "FINGERPRINT", "Only ways with this key, SHA256:…");
        var host = HostArgument.Only(frame);
        var label = HostArgument.Labels();
        var closed = Flag(
            "--closed",
            "Ways that lead in from nowhere too, with what stands in them"
        );
        var filters = new AccessFilters(
            Flag("--root", "Only ways to become root"),
            Flag("--shared", "Only keys that open accounts of several names"),
            Flag(
                "--orphans",
                "Only keys that are nobody's, as far as the policy or the fleet tells"
            ),
            Flag("--no-expiry", "Only keys that never expire")
        );
        return frame.Asking(
            "access",
            "Who can log in where, with which key, from which sources, by which rule",
            [
                "fleet access --user alice",
                "fleet access --key SHA256:uNiVztksCsDhcc0u9e8BrRJXVDpsPn6FnqI8KXvnJPQ",
                "fleet access --host web-12 --root",
                "fleet access --orphans --json | jq '.rows[].fingerprint'",
            ],
            [
                user,
                key,
                host,
                label,
                filters.Root,
                filters.Shared,
                filters.Orphans,
                filters.NoExpiry,
                closed,
            ],
            async (asked, cancellationToken) =>
            {
                var parsed = asked.Parsed;
                var request = new ListAccessRequest
                {
                    Host = parsed.GetValue(host) ?? "",
                    Labels = { parsed.GetValue(label) ?? [] },
                    User = parsed.GetValue(user) ?? "",
                    Key = parsed.GetValue(key) ?? "",
                    Closed = parsed.GetValue(closed),
                };
                var answer = await AskAsync(asked, request, filters, cancellationToken);
                return asked.Show(
                    () => AccessJson.From(answer),
                    FleetJson.Default.AccessJson,
                    () => AccessText.Lines(answer, asked.Screen)
                );
            }
        );
    }

    private static async Task<AccessAnswer> AskAsync(
        Asked asked,
        ListAccessRequest request,
        AccessFilters filters,
        CancellationToken cancellationToken
    )
    {
        var chosen = await ReadAsync(asked, request, cancellationToken);
        // Whether a key is shared or nobody's, only the whole fleet tells.
        var fleet = filters.NeedFleet(asked.Parsed)
            ? await ReadAsync(asked, new ListAccessRequest(), cancellationToken)
            : chosen;
        return filters.Choose(asked.Parsed, chosen, fleet);
    }

    private static async Task<List<HostAccess>> ReadAsync(
        Asked asked,
        ListAccessRequest request,
        CancellationToken cancellationToken
    )
    {
        using var call = asked.Client.Operators.ListAccess(
            request,
            Asked.Patiently(cancellationToken)
        );
        var hosts = new List<HostAccess>();
        await foreach (var host in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            hosts.Add(host);
        }

        return hosts;
    }

    private static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description };

    private static Option<string> Text(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };
}
