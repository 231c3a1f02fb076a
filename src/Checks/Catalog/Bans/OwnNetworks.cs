using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Fleet.Checks.Access.Bans;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing;

namespace Fleet.Checks.Catalog.Bans;

/// <summary>The private networks that a host stands in: its neighbours there are its own people's (RFC 1918, RFC 4193). Neighbours in a public network are anybody's.</summary>
internal static class OwnNetworks
{
    private static readonly ImmutableArray<IPNetwork> Private =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("fc00::/7"),
    ];

    public static async ValueTask<ImmutableArray<IPNetwork>> AskAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var route = await host.AskAsync(new ReadFile("/proc/net/route"), cancellationToken);
        var six = await host.AskAsync(new ReadFile("/proc/net/if_inet6"), cancellationToken);
        return
        [
            .. HostNetwork
                .Connected4(route.IsOk ? route.Value.Text : "")
                .Concat(HostNetwork.Connected6(six.IsOk ? six.Value.Text : ""))
                .Where(mine => Private.Any(each => each.Contains(mine.BaseAddress)))
                .Distinct()
                .OrderBy(mine => mine.ToString(), StringComparer.Ordinal),
        ];
    }

    public static string Text(IEnumerable<IPNetwork> networks) => string.Join(' ', networks);

    public static ImmutableArray<IPNetwork> Read(string text) =>
        [
            .. text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
                .Select(BanText.Network)
                .OfType<IPNetwork>(),
        ];
}
