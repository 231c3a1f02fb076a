using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Parsing.Pasted;

namespace Fleet.Checks.Diagnosis.Explain.Outputs;

/// <summary>What <c>ss</c> and <c>netstat</c> say of the port's listener.</summary>
internal static class SocketOutputs
{
    public static Meaning Of(ImmutableArray<PastedSocket> sockets, int port)
    {
        var listeners = sockets.Where(socket => socket.IsListener).ToList();
        var here = listeners.Where(socket => IsPort(socket.Local.Port, port)).ToList();
        var own = listeners.Where(IsSsh).ToList();
        return here is [] && own is []
            ? listeners.Count == 0
                ? Meaning.Note(
                    "Sockets, none of which waits for connections: ss -tln lists those that do."
                )
                : Meaning.Points(
                    "listener.stopped",
                    $"Nobody waits for connections on port {port}, and no listed socket is sshd's.",
                    "listener.config",
                    "listener.no_host_keys",
                    "listener.elsewhere"
                )
            : here is []
                ? Meaning.Names(
                    "listener.elsewhere",
                    $"sshd listens on {string.Join(" and ", own.Select(Name).Distinct())}, nobody on port {port}."
                )
                : here.Find(socket => socket.Holders.Length > 0 && !IsSsh(socket)) is { } other
                    ? Meaning.Names(
                        "listener.taken",
                        $"{other.Holders[0].Name} holds port {port}, not sshd."
                    )
                    : here.Find(socket =>
                        socket.SendQueue > 0 && socket.ReceiveQueue >= socket.SendQueue
                    )
                        is { } full
                        ? Meaning.Names(
                            "banner.queue_full",
                            $"{full.ReceiveQueue} connections wait in a queue for {full.SendQueue}: nobody accepts them."
                        )
                        : here.TrueForAll(socket => IsLoopback(socket.Local.Address))
                            ? Meaning.Names(
                                "listener.elsewhere",
                                $"Port {port} is open on the host's own loopback address alone."
                            )
                            : Meaning.Good(
                                $"Somebody takes connections at {string.Join(" and ", here.Select(Name).Distinct())}."
                            );
    }

    private static bool IsPort(string word, int port) =>
        word == port.ToString(CultureInfo.InvariantCulture) || (port == 22 && word == "ssh");

    // systemd holds the port for a socket unit.
    private static bool IsSsh(PastedSocket socket) =>
        socket.Holders.Any(holder =>
            holder.Name.StartsWith("sshd", StringComparison.Ordinal)
            || holder.Name == "systemd"
            || holder.Name == "init"
        );

    private static bool IsLoopback(string address) =>
        address.StartsWith("127.", StringComparison.Ordinal) || address is "[::1]" or "::1";

    private static string Name(PastedSocket socket) =>
        $"{socket.Local.Address}:{socket.Local.Port}";
}
