using System.Collections.Immutable;
using System.Net;

namespace Fleet.Checks.Host.Linux;

/// <summary>The kernel's neighbours and narrow paths (rtnetlink(7)).</summary>
internal static class RouteTables
{
    private const ushort GetNeighbours = 30;
    private const ushort GetRoutes = 26;
    private const uint Cloned = 0x200; // RTM_F_CLONED: exceptions, not routes
    private const byte Version4 = 2;
    private const byte Version6 = 10;

    public static Reply<ImmutableArray<Neighbour>> Neighbours()
    {
        var found = ImmutableArray.CreateBuilder<Neighbour>();
        var errno = Netlink.Dump(
            Netlink.Route,
            GetNeighbours,
            new byte[12],
            body =>
            {
                if (body.Length >= 12 && Address(Netlink.Attribute(body[12..], 1)) is { } address)
                {
                    var state = State(BitConverter.ToUInt16(body[8..]));
                    found.Add(new Neighbour(address, BitConverter.ToInt32(body[4..]), state));
                }
            }
        );
        return errno == 0
            ? Reply.Ok(found.ToImmutable())
            : Errno.Reply<ImmutableArray<Neighbour>>(errno, "neighbour table");
    }

    /// <summary>Destinations with a path MTU of their own; kernels before 5.3 do not list them and answer with none.</summary>
    public static Reply<ImmutableArray<PathMtu>> PathMtus()
    {
        var found = ImmutableArray.CreateBuilder<PathMtu>();
        foreach (var family in (ReadOnlySpan<byte>)[Version4, Version6])
        {
            var asked = new byte[12];
            asked[0] = family;
            BitConverter.TryWriteBytes(asked.AsSpan(8), Cloned);
            var errno = Netlink.Dump(Netlink.Route, GetRoutes, asked, body => Add(body, found));
            if (errno != 0)
            {
                return Errno.Reply<ImmutableArray<PathMtu>>(errno, "route exceptions");
            }
        }

        return Reply.Ok(found.ToImmutable());
    }

    private static void Add(ReadOnlySpan<byte> body, ImmutableArray<PathMtu>.Builder found)
    {
        if (body.Length < 12 || (BitConverter.ToUInt32(body[8..]) & Cloned) == 0)
        {
            return;
        }

        var metrics = Netlink.Attribute(body[12..], 8);
        var mtu = Netlink.Attribute(metrics, 2);
        if (mtu.Length == 4 && Address(Netlink.Attribute(body[12..], 1)) is { } destination)
        {
            found.Add(new PathMtu(destination, BitConverter.ToUInt32(mtu)));
        }
    }

    private static string? Address(ReadOnlySpan<byte> bytes) =>
        bytes.Length is 4 or 16 ? new IPAddress(bytes).ToString() : null;

    private static NeighbourState State(ushort bits) =>
        bits switch
        {
            0x01 => NeighbourState.Incomplete,
            0x02 => NeighbourState.Reachable,
            0x04 => NeighbourState.Stale,
            0x08 => NeighbourState.Delay,
            0x10 => NeighbourState.Probe,
            0x20 => NeighbourState.Failed,
            0x40 or 0x80 => NeighbourState.Fixed,
            _ => NeighbourState.Unspecified,
        };
}
