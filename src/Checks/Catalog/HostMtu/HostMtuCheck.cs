using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostMtu;

/// <summary>
/// Whether large packets get through. Example: <c>mtu/device/eth0 = 1500</c>, <c>mtu/stuck/198.51.100.7 = segments of 1448 bytes are not acknowledged</c>. Who cares: whoever's login hangs at
/// "expecting SSH2_MSG_KEX_ECDH_REPLY" although ping works.
/// </summary>
public sealed class HostMtuCheck : Check
{
    private const int MostPaths = 50;

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "host.mtu",
            Version = 1,
            Title = "whether large packets get through",
            Description =
                "Reads the MTU of every interface with an address, the paths that the kernel found to be narrower, and what it measures on sshd's connections: a large segment that is sent again "
                + "and again while small ones arrive points to a path on which large packets vanish and nobody says so. Asks the model of the host's own firewall whether it lets in the routers' word "
                + "for that (ICMP fragmentation needed, ICMPv6 packet too big). A suspicion, not a proof: a client that disappears in the middle of its first answer looks alike for some seconds. "
                + "Filters on the way cannot be seen from here.",
            Interval = TimeSpan.FromSeconds(30),
            Keys =
            [
                new(
                    MtuKeys.Devices + "/*",
                    KeyUse.Watched,
                    "The largest packet an interface sends, bytes.",
                    "1500"
                ),
                new(
                    MtuKeys.Probing,
                    KeyUse.Watched,
                    "tcp_mtu_probing: 0 never tries smaller packets by itself, 1 when nothing passes, 2 always.",
                    "0"
                ),
                new(
                    MtuKeys.Paths + "/*",
                    KeyUse.Inventory,
                    "Destinations that take less than the interface, bytes; the first 50.",
                    "1400"
                ),
                new(
                    MtuKeys.Stuck + "/*",
                    KeyUse.Inventory,
                    "Clients that full-sized segments do not seem to reach.",
                    "segments of 1448 bytes are not acknowledged"
                ),
                new(
                    MtuKeys.Shrunk + "/*",
                    KeyUse.Inventory,
                    "Clients for whom the kernel went down to small segments by itself.",
                    "segments of 1024 bytes"
                ),
            ],
            Needs = [Capability.ReadWorldReadable, Capability.ReadPrivileged],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [new PathRule(), new TooBigRule(), new InterfaceRule()];

    public override string Brief(CheckFacts facts) =>
        string.Join(
            ' ',
            facts
                .Under(MtuKeys.Devices)
                .Take(3)
                .Select(held =>
                    $"{held.Fact.Key[(MtuKeys.Devices.Length + 1)..]} {held.Fact.Value}"
                )
        );

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var host = context.Host;
        await DevicesAsync(host, seen, cancellationToken);
        var probing = await host.AskAsync(
            new ReadFile("/proc/sys/net/ipv4/tcp_mtu_probing", 16),
            cancellationToken
        );
        if (probing.IsOk)
        {
            seen.Complete(MtuKeys.Probing);
            seen.Fact(MtuKeys.Probing, probing.Value.Text.Trim());
        }
        else
        {
            seen.Cover(MtuKeys.Probing, CoverageState.Unreadable, probing.Reason);
        }

        await PathsAsync(host, seen, cancellationToken);
        await ConnectionsAsync(
            host,
            probing.IsOk ? probing.Value.Text.Trim() : "",
            seen,
            cancellationToken
        );
    }

    private static async ValueTask DevicesAsync(
        IHost host,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var own = await host.AskAsync(new ListAddresses(), cancellationToken);
        if (!own.IsOk)
        {
            seen.Cover(MtuKeys.Devices, CoverageState.Unreadable, own.Reason);
            return;
        }

        seen.Complete(MtuKeys.Devices);
        foreach (
            var device in own
                .Value.Select(address => address.Device)
                .Where(name => name is not ("lo" or ""))
                .Distinct()
        )
        {
            var key = $"{MtuKeys.Devices}/{FactKey.Segment(device)}";
            var path = $"/sys/class/net/{device}/mtu";
            var mtu = await host.AskAsync(new ReadFile(path, 16), cancellationToken);
            if (mtu.IsOk)
            {
                seen.Fact(key, mtu.Value.Text.Trim(), path);
            }
            else
            {
                seen.Cover(key, CoverageState.Unreadable, mtu.Reason);
            }
        }
    }

    private static async ValueTask PathsAsync(
        IHost host,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var paths = await host.AskAsync(new ListPathMtus(), cancellationToken);
        if (!paths.IsOk)
        {
            seen.Cover(MtuKeys.Paths, CoverageState.Unreadable, paths.Reason);
            return;
        }

        seen.Complete(MtuKeys.Paths);
        if (paths.Value.Length > MostPaths)
        {
            seen.Cover(MtuKeys.Paths, CoverageState.Truncated, $"more than {MostPaths} paths");
        }

        foreach (
            var path in paths
                .Value.OrderBy(p => p.Destination, StringComparer.Ordinal)
                .Take(MostPaths)
        )
        {
            seen.Fact(
                $"{MtuKeys.Paths}/{path.Destination}",
                path.Bytes.ToString(CultureInfo.InvariantCulture)
            );
        }
    }

    private static async ValueTask ConnectionsAsync(
        IHost host,
        string probing,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        if (await SshdPresence.MissingAsync(host, cancellationToken) is { } missing)
        {
            seen.Cover(MtuKeys.Stuck, CoverageState.Absent, missing);
            seen.Cover(MtuKeys.Shrunk, CoverageState.Absent, missing);
            return;
        }

        var sshd = await ConfiguredSshd.ReadAsync(host, cancellationToken);
        var sockets = await host.AskAsync(
            new MeasureTcp(sshd.IsOk ? sshd.Value.Ports : [22]),
            cancellationToken
        );
        if (!sockets.IsOk)
        {
            seen.Cover(MtuKeys.Stuck, CoverageState.Unreadable, sockets.Reason);
            seen.Cover(MtuKeys.Shrunk, CoverageState.Unreadable, sockets.Reason);
            return;
        }

        seen.Complete(MtuKeys.Stuck);
        seen.Complete(MtuKeys.Shrunk);
        var open = sockets.Value.Where(socket => !socket.IsListening).ToList();
        seen.Sample(MtuKeys.Connections, open.Count);
        seen.Sample(MtuKeys.StuckCount, open.Count(BlackHole.IsStuck));
        foreach (var socket in open)
        {
            if (BlackHole.IsStuck(socket))
            {
                seen.Fact(
                    $"{MtuKeys.Stuck}/{socket.Remote.Address}",
                    $"segments of {socket.Flow!.SegmentSize} bytes are not acknowledged"
                );
            }
            else if (BlackHole.IsShrunk(socket, probing))
            {
                seen.Fact(
                    $"{MtuKeys.Shrunk}/{socket.Remote.Address}",
                    $"segments of {socket.Flow!.SegmentSize} bytes"
                );
            }
        }
    }
}
