using System.Net;
using System.Net.Sockets;

namespace Fleet.Checks.Tests.Access.Firewall.Packets;

/// <summary>A server and a client joined by a cable, each in a network namespace of its own; the server listens on four ports.</summary>
internal sealed class PacketRoom : IAsyncDisposable
{
    public const string Interface = "v0";
    public static readonly int[] Ports = [22, 80, 443, 2222];
    public static readonly IPAddress Server4 = IPAddress.Parse("10.9.0.1");
    public static readonly IPAddress Server6 = IPAddress.Parse("fd00:9::1");
    public static readonly IPAddress[] Clients4 =
    [
        IPAddress.Parse("10.9.0.2"),
        IPAddress.Parse("10.9.0.77"),
    ];
    public static readonly IPAddress[] Clients6 =
    [
        IPAddress.Parse("fd00:9::2"),
        IPAddress.Parse("fd00:9::77"),
    ];

    private const string Prefix = "flfw";

    /// <summary>Long enough for two more tries of TCP and of neighbour discovery.</summary>
    public static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(3.5);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);
    private static int s_count;

    private readonly List<Socket> _listeners = [];

    private PacketRoom(string name) =>
        (Server, Client) = (new NetworkNamespace(name + "s"), new NetworkNamespace(name + "c"));

    public NetworkNamespace Server { get; }

    private NetworkNamespace Client { get; }

    public static async Task<PacketRoom> OpenAsync()
    {
        var name = $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}";
        var room = new PacketRoom(name);
        var script = $"""
            ip netns add {room.Server.Name}
            ip netns add {room.Client.Name}
            ip -n {room.Server.Name} link set lo up
            ip -n {room.Server.Name} link add {Interface} type veth peer name c0 netns {room.Client.Name}
            ip -n {room.Server.Name} -batch - <<EOF
            addr add 10.9.0.1/24 dev {Interface}
            addr add fd00:9::1/64 dev {Interface} nodad
            link set {Interface} addrgenmode none
            link set {Interface} up
            EOF
            ip -n {room.Client.Name} -batch - <<EOF
            addr add 10.9.0.2/24 dev c0
            addr add 10.9.0.77/24 dev c0
            addr add fd00:9::2/64 dev c0 nodad
            addr add fd00:9::77/64 dev c0 nodad
            link set c0 addrgenmode none
            link set c0 up
            EOF
            """;
        var (exit, _, error) = await NetworkNamespace.ProgramAsync(script, "sh", "-e");
        Assert.True(exit == 0, $"the namespaces could not be made: {error}");
        foreach (var port in Ports)
        {
            room._listeners.Add(
                room.Server.Make(() =>
                {
                    var listener = new Socket(
                        AddressFamily.InterNetworkV6,
                        SocketType.Stream,
                        ProtocolType.Tcp
                    )
                    {
                        DualMode = true,
                    };
                    listener.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
                    listener.Listen(16);
                    return listener;
                })
            );
        }

        await room.SettleAsync();
        return room;
    }

    // A cable's carrier is noticed late, and IPv6 waits for it. What the ends learn of each other meanwhile is forgotten again.
    private async Task SettleAsync()
    {
        foreach (var source in (IPAddress[])[Clients4[0], Clients6[0]])
        {
            var tries = 0;
            while (await ConnectAsync(source, Ports[0]) != SocketError.Success)
            {
                Assert.True(++tries < 20, $"{source} never reached the server");
            }
        }

        foreach (var end in (NetworkNamespace[])[Server, Client])
        {
            await NetworkNamespace.ProgramAsync("", "ip", "-n", end.Name, "neigh", "flush", "all");
        }
    }

    /// <summary>What a client at that address sees of a port.</summary>
    public async Task<SocketError> ConnectAsync(
        IPAddress source,
        int port,
        TimeSpan? patience = null
    )
    {
        using var socket = Client.Make(() =>
        {
            var made = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            made.Bind(new IPEndPoint(source, 0));
            return made;
        });
        using var deadline = new CancellationTokenSource(patience ?? Patience);
        try
        {
            var server = source.AddressFamily == AddressFamily.InterNetwork ? Server4 : Server6;
            await socket.ConnectAsync(new IPEndPoint(server, port), deadline.Token);
            return SocketError.Success;
        }
        catch (OperationCanceledException)
        {
            return SocketError.TimedOut;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode;
        }
    }

    /// <summary>Takes away what an earlier run left that did not end by itself.</summary>
    public static async Task SweepAsync()
    {
        var (_, list, _) = await NetworkNamespace.ProgramAsync("", "ip", "netns", "list");
        foreach (var name in list.Split('\n').Select(line => line.Split(' ')[0]))
        {
            if (
                name.StartsWith(Prefix, StringComparison.Ordinal)
                && int.TryParse(name[Prefix.Length..].Split('-')[0], out var owner)
                && !Directory.Exists($"/proc/{owner}")
            )
            {
                await NetworkNamespace.ProgramAsync("", "ip", "netns", "del", name);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        await NetworkNamespace.ProgramAsync("", "ip", "netns", "del", Server.Name);
        await NetworkNamespace.ProgramAsync("", "ip", "netns", "del", Client.Name);
    }
}
