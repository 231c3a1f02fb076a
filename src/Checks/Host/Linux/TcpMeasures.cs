using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;

namespace Fleet.Checks.Host.Linux;

/// <summary>Sockets with their measurements (sock_diag(7), kernel <c>inet_diag.h</c> and <c>tcp.h</c>).</summary>
internal static class TcpMeasures
{
    private const ushort ByFamily = 20;
    private const byte Tcp = 6;
    private const byte WithInfo = 1 << (Info - 1);
    private const int Info = 2;
    private const byte Established = 1;
    private const byte Listen = 10;
    private const int Fixed = 72;
    private const int Most = 5000;

    public static Reply<ImmutableArray<TcpMeasure>> Read(MeasureTcp asked)
    {
        var found = ImmutableArray.CreateBuilder<TcpMeasure>();
        foreach (var port in asked.Ports)
        {
            foreach (var family in (ReadOnlySpan<byte>)[2, 10])
            {
                var errno = Netlink.Dump(
                    Netlink.SocketDiagnosis,
                    ByFamily,
                    Request(family, port),
                    body => Add(body, found)
                );
                if (errno != 0 && !Errno.MeansAbsent(errno))
                {
                    return Errno.Reply<ImmutableArray<TcpMeasure>>(errno, "sock_diag");
                }
            }
        }

        return Reply.Ok(found.ToImmutable());
    }

    private static byte[] Request(byte family, int port)
    {
        var asked = new byte[56];
        (asked[0], asked[1], asked[2]) = (family, Tcp, WithInfo);
        BitConverter.TryWriteBytes(asked.AsSpan(4), (1u << Established) | (1u << Listen));
        BinaryPrimitives.WriteUInt16BigEndian(asked.AsSpan(8), (ushort)port);
        asked.AsSpan(48).Fill(0xff); // INET_DIAG_NOCOOKIE
        return asked;
    }

    private static void Add(ReadOnlySpan<byte> body, ImmutableArray<TcpMeasure>.Builder found)
    {
        if (body.Length < Fixed || found.Count >= Most)
        {
            return;
        }

        var length = body[0] == 2 ? 4 : 16;
        found.Add(
            new TcpMeasure(
                EndPoint(body.Slice(8, length), body[4..]),
                EndPoint(body.Slice(24, length), body[6..]),
                body[1] == Listen,
                BitConverter.ToUInt32(body[56..]),
                BitConverter.ToUInt32(body[60..]),
                body[1] == Listen ? null : Flow(Netlink.Attribute(body[Fixed..], Info))
            )
        );
    }

    private static IPEndPoint EndPoint(ReadOnlySpan<byte> address, ReadOnlySpan<byte> port)
    {
        var read = new IPAddress(address);
        return new IPEndPoint(
            read.IsIPv4MappedToIPv6 ? read.MapToIPv4() : read,
            BinaryPrimitives.ReadUInt16BigEndian(port)
        );
    }

    private static TcpFlow? Flow(ReadOnlySpan<byte> info) =>
        info.Length < 128
            ? null
            : new TcpFlow(
                info[2],
                BitConverter.ToUInt32(info[24..]),
                BitConverter.ToUInt32(info[16..]),
                BitConverter.ToUInt32(info[84..]),
                BitConverter.ToUInt32(info[60..]),
                BitConverter.ToUInt32(info[100..]),
                BitConverter.ToUInt64(info[120..]),
                TimeSpan.FromMilliseconds(BitConverter.ToUInt32(info[56..]))
            );
}
