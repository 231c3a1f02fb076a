using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Fleet.Checks.Parsing;

/// <summary>A TCP socket that listens.</summary>
/// <param name="Address">The local address; 0.0.0.0 and [::] stand for all. Whether [::] takes IPv4 too is not told here (proc(5)).</param>
/// <param name="Port">The local port.</param>
/// <param name="Inode">The socket's inode, by which its holders are found.</param>
public sealed record ListeningSocket(IPAddress Address, int Port, ulong Inode)
{
    /// <summary><c>0.0.0.0:22</c>, <c>[::]:22</c>.</summary>
    public override string ToString() => new IPEndPoint(Address, Port).ToString();

    /// <summary>True where only this host can connect.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);
}

/// <summary>A TCP connection that is established.</summary>
/// <param name="Local">This host's end.</param>
/// <param name="Remote">The other end; an IPv4 peer of a dual-stack socket as its IPv4 address.</param>
public readonly record struct TcpConnection(IPEndPoint Local, IPEndPoint Remote);

/// <summary>Reads /proc/net/tcp and /proc/net/tcp6 (proc(5); kernel <c>tcp_ipv4.c</c>, <c>get_tcp4_sock</c>).</summary>
public static class ProcNetTcp
{
    private const string Listen = "0A";
    private const string IsEstablished = "01";

    /// <summary>The listening sockets, in the kernel's order. Lines that are none are left out.</summary>
    public static ImmutableArray<ListeningSocket> Listening(string text) =>
        [.. text.Split('\n').Skip(1).Select(Read).OfType<ListeningSocket>()];

    /// <summary>The established connections whose local port is one of <paramref name="ports"/>.</summary>
    public static IEnumerable<TcpConnection> Established(string text, IReadOnlySet<int> ports)
    {
        foreach (var line in text.Split('\n').Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (
                fields.Length >= 10
                && fields[3] == IsEstablished
                && TryEndPoint(fields[1], out var local)
                && ports.Contains(local.Port)
                && TryEndPoint(fields[2], out var remote)
            )
            {
                yield return new TcpConnection(local, remote);
            }
        }
    }

    /// <summary>The local port of a line's established connection whose inode is one of <paramref name="inodes"/>; 0 for any other line.</summary>
    public static int EstablishedPort(string line, IReadOnlySet<string> inodes)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            fields.Length >= 10
            && fields[3] == IsEstablished
            && inodes.Contains(fields[9])
            && TryEndPoint(fields[1], out var local)
            ? local.Port
            : 0;
    }

    private static bool TryEndPoint(string field, out IPEndPoint endPoint)
    {
        endPoint = new IPEndPoint(IPAddress.None, 0);
        var colon = field.IndexOf(':');
        if (
            colon <= 0
            || !TryAddress(field.AsSpan(0, colon), out var address)
            || !int.TryParse(
                field.AsSpan(colon + 1),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var port
            )
            || port is < 0 or > IPEndPoint.MaxPort
        )
        {
            return false;
        }

        endPoint = new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port);
        return true;
    }

    private static ListeningSocket? Read(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 10 || fields[3] != Listen)
        {
            return null;
        }

        var colon = fields[1].IndexOf(':');
        return
            colon > 0
            && TryAddress(fields[1].AsSpan(0, colon), out var address)
            && int.TryParse(
                fields[1].AsSpan(colon + 1),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var port
            )
            && ulong.TryParse(
                fields[9],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var inode
            )
            ? new ListeningSocket(address, port, inode)
            : null;
    }

    // Each 32-bit word of the address is printed as a number of the host's byte order; the bytes behind it are in network order.
    private static bool TryAddress(ReadOnlySpan<char> hex, out IPAddress address)
    {
        address = IPAddress.None;
        if (hex.Length is not (8 or 32))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[hex.Length / 2];
        for (var word = 0; word < bytes.Length; word += 4)
        {
            if (
                !uint.TryParse(
                    hex.Slice(word * 2, 8),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var value
                )
            )
            {
                return false;
            }

            if (BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes[word..], value);
            }
            else
            {
                BinaryPrimitives.WriteUInt32BigEndian(bytes[word..], value);
            }
        }

        address = new IPAddress(bytes);
        return true;
    }
}
