using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet known-hosts --check</c>: what clients know that is not so.</summary>
internal static class KnownHostsCheck
{
    /// <param name="asked">The question on its way.</param>
    /// <param name="host">The client; empty: every one.</param>
    /// <param name="labels">Labels that a client must have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>1 where a client knows a host wrongly, else 3 where somebody's names are not known, else 0.</returns>
    public static async Task<int> RunAsync(
        Asked asked,
        string host,
        IEnumerable<string> labels,
        CancellationToken cancellationToken
    )
    {
        using var call = asked.Client.Operators.CheckKnownHosts(
            new CheckKnownHostsRequest { Host = host, Labels = { labels } },
            Asked.Patiently(cancellationToken)
        );
        var clients = new List<ClientKnownHosts>();
        await foreach (var client in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            clients.Add(client);
        }

        _ = asked.Show(
            () => KnownHostsCheckJson.From(clients),
            FleetJson.Default.KnownHostsCheckJson,
            () => new KnownHostsCheckText(asked.Screen).Lines(clients)
        );
        return clients.Exists(client => client.Mismatches.Count > 0) ? ExitCode.Findings
            : clients.Exists(client => client.Unread.Count > 0) ? ExitCode.Offline
            : ExitCode.Clean;
    }
}
