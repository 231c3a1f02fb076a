using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Fleet.Checks.Parsing;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Host.Linux;

/// <summary>Asks this host's own gateways whether they are there, and nobody else.</summary>
internal sealed class Gateways(IDialer dialer, TimeProvider time)
{
    private const int Discard = 9; // RFC 863: nobody serves it, so somebody who is there refuses
    private static readonly TimeSpan EchoLimit = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan TcpLimit = TimeSpan.FromMilliseconds(1100);

    public async ValueTask<Reply<GatewayAnswer>> AskAsync(
        AskGateway asked,
        CancellationToken cancellationToken
    )
    {
        var route = HostNetwork
            .DefaultRoutes4(ProcFile.Text("/proc/net/route", out _) ?? "")
            .Concat(HostNetwork.DefaultRoutes6(ProcFile.Text("/proc/net/ipv6_route", out _) ?? ""))
            .FirstOrDefault(own =>
                own.Gateway?.ToString() == asked.Address && own.Device == asked.Device
            );
        if (route?.Gateway is not { } gateway)
        {
            return Reply.Denied<GatewayAnswer>($"{asked.Address}: is no gateway of this host");
        }

        if (gateway.IsIPv6LinkLocal)
        {
            gateway = new IPAddress(gateway.GetAddressBytes(), Index(asked.Device));
        }

        var began = time.GetTimestamp();
        var word = await EchoAsync(gateway, cancellationToken)
            ? GatewayWord.Echo
            : await TcpAsync(gateway, cancellationToken);
        var took = word is GatewayWord.Echo or GatewayWord.Tcp
            ? time.GetElapsedTime(began)
            : TimeSpan.Zero;
        return Reply.Ok(new GatewayAnswer(word, took));
    }

    private async ValueTask<bool> EchoAsync(IPAddress gateway, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(EchoLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token,
            cancellationToken
        );
        foreach (var kind in (SocketType[])[SocketType.Dgram, SocketType.Raw])
        {
            try
            {
                using var socket = new Socket(
                    gateway.AddressFamily,
                    kind,
                    gateway.AddressFamily == AddressFamily.InterNetwork
                        ? ProtocolType.Icmp
                        : ProtocolType.IcmpV6
                );
                return await EchoAsync(socket, gateway, both.Token);
            }
            catch (SocketException)
            {
                // Neither kind is everybody's: ping_group_range decides over the first, CAP_NET_RAW over the second (icmp(7)).
                continue;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }

        return false;
    }

    private static async ValueTask<bool> EchoAsync(
        Socket socket,
        IPAddress gateway,
        CancellationToken cancellationToken
    )
    {
        var token = RandomNumberGenerator.GetBytes(16);
        var target = new IPEndPoint(gateway, 0);
        await socket.SendToAsync(
            Packet(gateway.AddressFamily == AddressFamily.InterNetworkV6, token),
            SocketFlags.None,
            target,
            cancellationToken
        );
        var buffer = new byte[512];
        while (true)
        {
            var got = await socket.ReceiveFromAsync(
                buffer,
                SocketFlags.None,
                target,
                cancellationToken
            );

            // A raw socket hears everybody's messages, an error that quotes ours included: only an answer comes from the gateway itself.
            if (
                got.RemoteEndPoint is IPEndPoint from
                && from.Address.Equals(gateway)
                && buffer.AsSpan(0, got.ReceivedBytes).EndsWith(token)
            )
            {
                return true;
            }
        }
    }

    private static byte[] Packet(bool isVersion6, byte[] token)
    {
        var packet = new byte[8 + token.Length];
        packet[0] = isVersion6 ? (byte)128 : (byte)8;
        RandomNumberGenerator.Fill(packet.AsSpan(4, 2));
        token.CopyTo(packet, 8);

        // The kernel sums up version 6 and datagram sockets itself; a raw one of version 4 sends what it is given (RFC 792).
        uint sum = 0;
        for (var i = 0; i < packet.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(i));
        }

        sum = (sum >> 16) + (sum & 0xffff);
        sum += sum >> 16;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)~sum);
        return packet;
    }

    private async ValueTask<GatewayWord> TcpAsync(
        IPAddress gateway,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(TcpLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token,
            cancellationToken
        );
        try
        {
            var dialled = await dialer.ConnectAsync(new IPEndPoint(gateway, Discard), both.Token);
            if (dialled.Stream is not null)
            {
                await dialled.Stream.DisposeAsync();
            }

            return dialled.Outcome switch
            {
                ConnectOutcome.Connected or ConnectOutcome.Refused or ConnectOutcome.Reset =>
                    GatewayWord.Tcp,
                ConnectOutcome.Unreachable => GatewayWord.Unreachable,
                _ => GatewayWord.Nothing,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return GatewayWord.Nothing;
        }
    }

    private static long Index(string device) =>
        device.Contains('/', StringComparison.Ordinal)
        || !long.TryParse(
            ProcFile.Text($"/sys/class/net/{device}/ifindex", out _),
            CultureInfo.InvariantCulture,
            out var index
        )
            ? 0
            : index;
}
