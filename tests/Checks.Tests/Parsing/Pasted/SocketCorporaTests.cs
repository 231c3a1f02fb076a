using System.Text.Json;
using Fleet.Checks.Parsing;
using Fleet.Checks.Parsing.Pasted;

namespace Fleet.Checks.Tests.Parsing.Pasted;

/// <summary>Sockets and routes as ss, netstat and route printed them on several distributions.</summary>
public sealed class SocketCorporaTests
{
    [Fact]
    public void What_ss_printed_is_read_as_expected()
    {
        var agreement = new Agreement("jc/ss");
        Captures.Each(
            agreement,
            "jc",
            "^ss(-|$)",
            (name, text, expected) =>
                agreement.Rows(
                    name,
                    expected.EnumerateArray().Select(TheirsOfSs),
                    SocketListing.Read(text)?.Sockets.Select(OursOfSs)
                )
        );
        agreement.Conclude();
    }

    [Fact]
    public void What_netstat_printed_is_read_as_expected()
    {
        var agreement = new Agreement("jc/netstat");
        Captures.Each(
            agreement,
            "jc",
            "^netstat",
            (name, text, expected) =>
            {
                agreement.Rows(
                    name,
                    OfKind(expected, "network").Select(TheirsOfNetstat),
                    NetstatListing.Read(text)?.Sockets.Select(OursOfNetstat)
                );
                agreement.Rows(
                    name + " route",
                    OfKind(expected, "route").Select(row => Theirs(row, "route_flags")),
                    RouteListing.Read(text)?.Routes.Select(Ours)
                );
            }
        );
        agreement.Conclude();
    }

    [Fact]
    public void What_route_printed_is_read_as_expected()
    {
        var agreement = new Agreement("jc/route");
        Captures.Each(
            agreement,
            "jc",
            "^route",
            (name, text, expected) =>
                agreement.Rows(
                    name,
                    expected
                        .EnumerateArray()
                        .Where(row => row.Text("genmask").Length > 0)
                        .Select(row => Theirs(row, "flags")),
                    RouteListing.Read(text)?.Routes.Select(Ours)
                )
        );
        agreement.Conclude();
    }

    [Fact]
    public void Listeners_of_the_kernels_tables_are_read_as_expected()
    {
        var agreement = new Agreement("jc/net_tcp");
        Captures.Each(
            agreement,
            "jc",
            "^net_tcp6?",
            (name, text, expected) =>
                agreement.Rows(
                    name,
                    expected
                        .EnumerateArray()
                        .Where(row => row.Text("state") == "0A")
                        .Select(row => row.Texts("local_address", "local_port", "inode")),
                    ProcNetTcp
                        .Listening(text)
                        .Select(socket => $"{socket.Address}|{socket.Port}|{socket.Inode}")
                )
        );
        agreement.Conclude();
    }

    // A netlink or packet socket has a channel or a link layer where others have an address.
    private static string TheirsOfSs(JsonElement row)
    {
        var address =
            row.Text("path") is { Length: > 0 } path ? path
            : row.Text("link_layer") is { Length: > 0 } link ? $"{link}:{row.Text("interface")}"
            : row.Text("channel") is { Length: > 0 } channel
                ? channel + (row.Text("pid") is { Length: > 0 } pid ? "/" + pid : "")
            : row.Text("local_address");
        var isPlain = row.Text("local_address").Length > 0;
        return string.Join(
            '|',
            row.Texts("netid", "state", "recv_q", "send_q"),
            address,
            row.Text("local_port"),
            isPlain ? row.Text("interface") : "",
            row.Texts("peer_address", "peer_port"),
            string.Join(',', Holders(row))
        );
    }

    private static string OursOfSs(PastedSocket socket)
    {
        var isPlain = socket.Protocol is not ("nl" or "p_raw" or "p_dgr");
        return string.Join(
            '|',
            socket.Protocol,
            socket.State,
            socket.ReceiveQueue,
            socket.SendQueue,
            isPlain ? Bracketed(socket.Local) : $"{socket.Local.Address}:{socket.Local.Port}",
            isPlain ? socket.Local.Port : "",
            isPlain ? socket.Local.Device : "",
            socket.Peer.Address,
            socket.Peer.Port,
            string.Join(
                ',',
                socket
                    .Holders.Select(one => $"{one.Pid}={one.Name}")
                    .Distinct()
                    .Order(StringComparer.Ordinal)
            )
        );
    }

    // [fe80::1%eth0]: the device stands inside the brackets or behind them.
    private static string Bracketed(PastedEnd end) =>
        end.Address.StartsWith('[') && !end.Address.EndsWith(']') ? end.Address + "]" : end.Address;

    private static IEnumerable<string> Holders(JsonElement row) =>
        row.TryGetProperty("opts", out var options)
        && options.TryGetProperty("process_id", out var processes)
            ? processes
                .EnumerateObject()
                .Select(process => $"{process.Name}={process.Value.Text("user")}")
                .Order(StringComparer.Ordinal)
            : [];

    private static string TheirsOfNetstat(JsonElement row) =>
        row.Texts(
            "proto",
            "state",
            "recv_q",
            "send_q",
            "local_address",
            "local_port",
            "foreign_address",
            "foreign_port",
            "pid",
            "program_name"
        );

    private static string OursOfNetstat(PastedSocket socket) =>
        string.Join(
            '|',
            socket.Protocol,
            socket.State,
            socket.ReceiveQueue,
            socket.SendQueue,
            socket.Local.Address,
            socket.Local.Port,
            socket.Peer.Address,
            socket.Peer.Port,
            socket.Holders.IsEmpty ? "" : socket.Holders[0].Pid,
            socket.Holders.IsEmpty ? "" : socket.Holders[0].Name
        );

    private static IEnumerable<JsonElement> OfKind(JsonElement rows, string kind) =>
        rows.EnumerateArray().Where(row => row.Text("kind") == kind);

    private static string Theirs(JsonElement row, string flags) =>
        row.Texts("destination", "gateway", "genmask", flags, "iface");

    private static string Ours(PastedRoute route) =>
        string.Join('|', route.Destination, route.Gateway, route.Mask, route.Flags, route.Device);
}
