using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Fleet.Controller.Api.Callers;

namespace Fleet.Controller.Cli.Serving;

/// <summary>What <c>fleet serve</c> was told, judged before anything is touched.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Listen">For agents.</param>
/// <param name="Advertise">host:port that agents are told; null: made from <paramref name="Listen"/>.</param>
/// <param name="Socket">The operators' socket, absolute.</param>
/// <param name="Policy">A policy file; null: the built-in policy.</param>
/// <param name="Metrics">A plain address for metrics; null: none.</param>
public sealed record ServeOptions(
    string Data,
    IPEndPoint Listen,
    string? Advertise,
    string Socket,
    string? Policy,
    IPEndPoint? Metrics
)
{
    public const int DefaultPort = 7443;

    /// <summary>Whose members may use the socket too; null: its owner alone.</summary>
    public SocketGroup? Group { get; init; }

    /// <summary>The most hosts with metrics of their own.</summary>
    public int MetricsHosts { get; init; } = Api.Health.Figures.FleetFigurePage.DefaultHosts;

    /// <summary>What agents are told to dial.</summary>
    public string AgentAddress
    {
        get
        {
            if (Advertise is not null)
            {
                return Advertise.Contains(':') ? Advertise : $"{Advertise}:{Listen.Port}";
            }

            var any =
                Listen.Address.Equals(IPAddress.Any) || Listen.Address.Equals(IPAddress.IPv6Any);
            return any ? $"{Dns.GetHostName()}:{Listen.Port}" : Listen.ToString();
        }
    }

    /// <summary>Reads ADDRESS:PORT; a bare port listens everywhere.</summary>
    public static bool TryParseEndPoint(string text, out IPEndPoint endPoint)
    {
        endPoint = new(IPAddress.Any, DefaultPort);
        if (ushort.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var port))
        {
            endPoint = new(IPAddress.Any, port);
            return true;
        }

        var parsed = IPEndPoint.TryParse(
            text.StartsWith("localhost:", StringComparison.Ordinal)
                ? $"127.0.0.1{text[9..]}"
                : text,
            out var found
        );
        // Without a colon, IPEndPoint takes "7443" and "10.0.0.1" alike and means port 0.
        endPoint =
            found is { Port: 0 } && !text.EndsWith(":0", StringComparison.Ordinal)
                ? new(found.Address, DefaultPort)
                : found ?? endPoint;
        return parsed;
    }

    /// <summary>The same with a port of its own where port 0 was asked for, or another free one.</summary>
    public static IPEndPoint Free(IPEndPoint wanted, bool orAnother)
    {
        if (wanted.Port != 0 && (!orAnother || CanBind(wanted)))
        {
            return wanted;
        }

        for (var tries = 0; tries < MostTries; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(LowestFree, HighestFree);
            if (CanBind(new(wanted.Address, port)))
            {
                return new(wanted.Address, port);
            }
        }

        using var socket = new Socket(wanted.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(wanted.Address, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    private const int MostTries = 20;

    /// <summary>Below the range that connections to elsewhere take their ports from (ip(7), ip_local_port_range: 32768 and up): none takes it in the moment before it is listened on.</summary>
    private const int HighestFree = 32768;
    private const int LowestFree = 20000;

    private static bool CanBind(IPEndPoint endPoint)
    {
        using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(endPoint);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
