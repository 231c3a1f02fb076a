using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing;

namespace Fleet.Checks.Catalog.HostReach;

/// <summary>
/// The host's own place in the network. Example: <c>route/default/ipv4 = via 192.0.2.1 dev eth0</c>, <c>gateway/192.0.2.1 = answers</c>. Who cares: whoever gets no answer although sshd listens and
/// no firewall objects.
/// </summary>
public sealed class HostReachCheck : Check
{
    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "host.reach",
            Version = 1,
            Title = "the host's addresses, its way out, and its name",
            Description =
                "Lists the host's addresses and default routes (main table), and asks whether each gateway is there: by the kernel's neighbour table, where that is not certain by one ICMP echo, and "
                + "where that is not answered by one TCP connection that is closed at once. Resolves the host's own name, and the names of its addresses, as programs on it do. "
                + "It cannot see what lies behind the gateway: ssh.reach on other hosts does, and a cloud's security groups, a NAT in front and the clients' own DNS are outside of it.",
            Interval = TimeSpan.FromMinutes(2),
            Keys =
            [
                new(
                    ReachKeys.Addresses + "/*",
                    KeyUse.Watched,
                    "The host's addresses, without loopback, link-local and temporary ones: interface and network.",
                    "eth0 192.0.2.0/24"
                ),
                new(
                    ReachKeys.Routes + "/*",
                    KeyUse.Watched,
                    "The default routes of a family, the preferred one first.",
                    "via 192.0.2.1 dev eth0"
                ),
                new(
                    ReachKeys.Gateways + "/*",
                    KeyUse.Inventory,
                    "Whether a gateway is there: answers, nothing, unreachable.",
                    "answers"
                ),
                new(ReachKeys.OwnName, KeyUse.Watched, "What the host calls itself.", "web-12"),
                new(
                    ReachKeys.OwnAddresses,
                    KeyUse.Inventory,
                    "The addresses that its own name leads to, sorted.",
                    "192.0.2.2 2001:db8::2"
                ),
                new(
                    ReachKeys.Reverse + "/*",
                    KeyUse.Inventory,
                    "The name of one of its addresses.",
                    "web-12.example.com"
                ),
                new(
                    ReachKeys.LeadsBack + "/*",
                    KeyUse.Inventory,
                    "The addresses that this name leads to, sorted.",
                    "192.0.2.2"
                ),
                new(
                    ReachKeys.NonlocalBind,
                    KeyUse.Inventory,
                    "Programs may listen on addresses that are not there (yet).",
                    "no"
                ),
            ],
            Needs = [Capability.ReadWorldReadable, Capability.ConnectToOthers],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new DefaultRouteRule(),
        new GatewayRule(),
        new OwnNameRule(),
        new ReverseNameRule(),
        new FamiliesRule(),
        new ListenAddressRule(),
    ];

    public override string Brief(CheckFacts facts) =>
        string.Join(
            ' ',
            ReachKeys
                .AddressesOf(facts)
                .Select(own => own.Address.ToString())
                .Take(2)
                .Append(facts.Read(ReachKeys.Routes + "/ipv4").Value)
                .Where(text => text.Length > 0)
        );

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var host = context.Host;
        var own = await AddressesAsync(host, seen, cancellationToken);
        var routes = await RoutesAsync(host, seen, cancellationToken);
        var bind = await host.AskAsync(
            new ReadFile("/proc/sys/net/ipv4/ip_nonlocal_bind", 16),
            cancellationToken
        );
        if (bind.IsOk)
        {
            seen.Complete(ReachKeys.NonlocalBind);
            seen.Fact(ReachKeys.NonlocalBind, bind.Value.Text.Trim() == "0" ? "no" : "yes");
        }
        else
        {
            seen.Cover(ReachKeys.NonlocalBind, CoverageState.Unreadable, bind.Reason);
        }

        // Each may have to wait for somebody who does not answer.
        var names = NamesLook.AskAsync(
            host,
            [
                .. own.Where(a => routes.Any(r => r.Device == a.Device))
                    .DefaultIfEmpty(own.FirstOrDefault()),
            ],
            cancellationToken
        );
        var gateways = GatewayLook.AskAsync(host, routes, cancellationToken);
        (await names).WriteTo(seen);
        (await gateways).WriteTo(seen);
    }

    private static async ValueTask<ImmutableArray<HostAddress>> AddressesAsync(
        IHost host,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var asked = await host.AskAsync(new ListAddresses(), cancellationToken);
        if (!asked.IsOk)
        {
            seen.Cover(ReachKeys.Addresses, CoverageState.Unreadable, asked.Reason);
            return [];
        }

        seen.Complete(ReachKeys.Addresses);
        var own = asked
            .Value.Where(a => a.State == HostAddressState.Usable && IsReachable(a.Address))
            .ToImmutableArray();
        foreach (var address in own)
        {
            seen.Fact(
                $"{ReachKeys.Addresses}/{address.Address}",
                $"{FactKey.Segment(address.Device)} {Network(address)}"
            );
        }

        foreach (var twice in asked.Value.Where(a => a.State == HostAddressState.Duplicate))
        {
            seen.Cover(
                $"{ReachKeys.Addresses}/{twice.Address}",
                CoverageState.Unreadable,
                $"another machine on the link of {twice.Device} has this address already"
            );
        }

        return own;
    }

    private static async ValueTask<ImmutableArray<DefaultRoute>> RoutesAsync(
        IHost host,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var four = await host.AskAsync(new ReadFile("/proc/net/route"), cancellationToken);
        var six = await host.AskAsync(new ReadFile("/proc/net/ipv6_route"), cancellationToken);
        if (!four.IsOk && !four.IsAbsent)
        {
            seen.Cover(ReachKeys.Routes, CoverageState.Unreadable, four.Reason);
            return [];
        }

        seen.Complete(ReachKeys.Routes);
        var routes4 = four.IsOk ? HostNetwork.DefaultRoutes4(four.Value.Text) : [];
        var routes6 = six.IsOk ? HostNetwork.DefaultRoutes6(six.Value.Text) : [];
        foreach (var (family, routes) in new[] { ("ipv4", routes4), ("ipv6", routes6) })
        {
            if (!routes.IsEmpty)
            {
                seen.Fact($"{ReachKeys.Routes}/{family}", string.Join(", ", routes.Select(Text)));
            }
        }

        return [.. routes4, .. routes6];
    }

    private static string Text(DefaultRoute route) =>
        route.Gateway is null ? $"dev {route.Device}" : $"via {route.Gateway} dev {route.Device}";

    private static bool IsReachable(string address) =>
        IPAddress.TryParse(address, out var read)
        && !IPAddress.IsLoopback(read)
        && !read.IsIPv6LinkLocal
        && !address.StartsWith("169.254.", StringComparison.Ordinal);

    private static string Network(HostAddress own) =>
        IPNetwork.TryParse($"{Base(own)}/{own.PrefixLength}", out var network)
            ? network.ToString()
            : string.Create(CultureInfo.InvariantCulture, $"{own.Address}/{own.PrefixLength}");

    private static IPAddress Base(HostAddress own)
    {
        var bytes = IPAddress.Parse(own.Address).GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(own.PrefixLength - (8 * i), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}
