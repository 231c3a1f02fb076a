using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.FirewallInput;

/// <summary>Makes the questions: from anywhere to each port that sshd is configured for, at this host's address on its way out.</summary>
internal static class SshSockets
{
    public static async ValueTask<Reply<ImmutableArray<ConnectionQuestion>>> AskAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        // A configuration that a removed package left behind is no sshd to reach.
        if (await SshdPresence.MissingAsync(host, cancellationToken) is { } missing)
        {
            return Reply.Absent<ImmutableArray<ConnectionQuestion>>(missing);
        }

        var files = await SshdConfigFiles.ReadAsync(
            host,
            OpenSshVersion.Assumed,
            cancellationToken
        );
        if (!files.IsOk)
        {
            return new(files.State, default, files.Reason);
        }

        var listen =
            SshdEvaluator.Evaluate(
                files.Value.Configuration,
                SshdConnection.Unspecified,
                OpenSshVersion.Assumed
            )["ListenAddress"]
            ?? "";
        var network = await NetworkAsync(host, cancellationToken);
        return Reply.Ok<ImmutableArray<ConnectionQuestion>>([
            .. listen
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(text => IPEndPoint.TryParse(text, out var read) ? read : null)
                .OfType<IPEndPoint>()
                .Where(socket => !IPAddress.IsLoopback(socket.Address))
                .DistinctBy(socket => (socket.Port, socket.AddressFamily))
                .Select(network.Question)
                .OfType<ConnectionQuestion>(),
        ]);
    }

    private static async ValueTask<Network> NetworkAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var route = await TextAsync("/proc/net/route");
        var device4 = HostNetwork.Interface4(route);
        var device6 = HostNetwork.Interface6(await TextAsync("/proc/net/ipv6_route")) ?? device4;
        var forwards = (await TextAsync("/proc/sys/net/ipv4/ip_forward")).Trim();
        return new Network(
            device4,
            device6,
            HostNetwork.Addresses4(await TextAsync("/proc/net/fib_trie"), route, device4),
            [
                .. HostNetwork
                    .Addresses6(await TextAsync("/proc/net/if_inet6"))
                    .OrderBy(mine => mine.Device == device6 ? 0 : 1)
                    .Select(mine => mine.Address),
            ],
            forwards.Length == 0 ? null : forwards != "0"
        );

        async ValueTask<string> TextAsync(string path)
        {
            var file = await host.AskAsync(new ReadFile(path), cancellationToken);
            return file.IsOk ? file.Value.Text : "";
        }
    }

    private sealed record Network(
        string? Device4,
        string? Device6,
        ImmutableArray<IPAddress> Mine4,
        ImmutableArray<IPAddress> Mine6,
        bool? IsRouter
    )
    {
        // A wildcard is dialled at the address on the way out; a host without that family has nothing to be dialled.
        public ConnectionQuestion? Question(IPEndPoint socket)
        {
            var is6 = socket.AddressFamily == AddressFamily.InterNetworkV6;
            var address =
                socket.Address.Equals(IPAddress.Any) ? Mine4.FirstOrDefault()
                : socket.Address.Equals(IPAddress.IPv6Any) ? Mine6.FirstOrDefault()
                : socket.Address;
            return address is null
                ? null
                : ConnectionQuestion.FromAnywhere(
                    address,
                    socket.Port,
                    is6 ? Device6 : Device4
                ) with
                {
                    LocalAddresses = [.. Mine4.Concat(Mine6).Select(FieldText.Number)],
                    IsRouter = IsRouter,
                };
        }
    }
}
