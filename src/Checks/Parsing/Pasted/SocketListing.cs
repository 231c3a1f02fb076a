using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>One end of a socket. For a unix socket the address is its path and the port its inode.</summary>
/// <param name="Address">As printed, without the device.</param>
/// <param name="Port">A number, a service's name or <c>*</c>; empty where there is none.</param>
/// <param name="Device">Behind a <c>%</c>; empty: any.</param>
public sealed record PastedEnd(string Address, string Port, string Device = "")
{
    /// <summary>Takes <c>ADDRESS[%DEVICE]:PORT</c> apart.</summary>
    internal static PastedEnd Read(string word)
    {
        var colon = word.LastIndexOf(':');
        var (address, port) = colon < 0 ? (word, "") : (word[..colon], word[(colon + 1)..]);
        var percent = address.IndexOf('%', StringComparison.Ordinal);
        return percent < 0
            ? new PastedEnd(address, port)
            : new PastedEnd(address[..percent], port, address[(percent + 1)..].TrimEnd(']'));
    }
}

/// <summary>A process that holds a socket.</summary>
public readonly record struct PastedHolder(string Name, int Pid);

/// <summary>One socket.</summary>
/// <param name="Protocol"><c>tcp</c>, <c>udp6</c>, <c>u_str</c>; empty where the listing does not say.</param>
/// <param name="State"><c>LISTEN</c>, <c>ESTAB</c>; empty where none is printed.</param>
/// <param name="ReceiveQueue">For a listener: connections that nobody has accepted yet.</param>
/// <param name="SendQueue">For a listener: how many of them may wait.</param>
public sealed record PastedSocket(
    string Protocol,
    string State,
    long ReceiveQueue,
    long SendQueue,
    PastedEnd Local,
    PastedEnd Peer,
    ImmutableArray<PastedHolder> Holders
)
{
    /// <summary>True for a TCP socket that waits for connections.</summary>
    public bool IsListener => State is "LISTEN" or "LISTENING";
}

/// <summary>What <c>ss</c> prints (ss(8)), with or without its header.</summary>
public sealed record SocketListing(ImmutableArray<PastedSocket> Sockets) : PastedOutput
{
    private static readonly string[] States =
    [
        "ESTAB",
        "SYN-SENT",
        "SYN-RECV",
        "FIN-WAIT-1",
        "FIN-WAIT-2",
        "TIME-WAIT",
        "UNCONN",
        "CLOSE-WAIT",
        "LAST-ACK",
        "LISTEN",
        "CLOSING",
        "CLOSED",
        "UNKNOWN",
    ];

    private static readonly string[] Protocols = ["tcp", "udp", "raw", "sctp", "mptcp", "dccp"];

    /// <summary>Null where no line is a socket as ss prints it.</summary>
    public static SocketListing? Read(string text)
    {
        ImmutableArray<PastedSocket> sockets =
        [
            .. PastedLines.Of(text).Select(Socket).OfType<PastedSocket>(),
        ];
        return sockets.IsEmpty ? null : new SocketListing(sockets);
    }

    private static PastedSocket? Socket(string line)
    {
        var words = PastedLines.Words(line);
        var at = Array.FindIndex(words, 0, Math.Min(2, words.Length), States.Contains);
        if (at < 0 && words.Length > 0 && Protocols.Contains(words[0]))
        {
            // Some versions leave the state of a listener blank.
            words = [words[0], "", .. words[1..]];
            at = 1;
        }

        if (
            at < 0
            || words.Length < at + 5
            || !TryQueue(words[at + 1], out var receive)
            || !TryQueue(words[at + 2], out var send)
        )
        {
            return null;
        }

        var protocol = at == 0 ? "" : words[0];
        var rest = words.AsSpan(at + 3);
        var isUnix = protocol.StartsWith("u_", StringComparison.Ordinal) && rest.Length >= 4;
        return new PastedSocket(
            protocol,
            words[at],
            receive,
            send,
            isUnix ? new PastedEnd(rest[0], rest[1]) : PastedEnd.Read(rest[0]),
            isUnix ? new PastedEnd(rest[2], rest[3]) : PastedEnd.Read(rest[1]),
            Holders(line)
        );
    }

    private static bool TryQueue(string word, out long queue) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out queue);

    // users:(("sshd",pid=811,fd=3),("systemd",pid=1,fd=50))
    private static ImmutableArray<PastedHolder> Holders(string line)
    {
        var start = line.IndexOf("users:((", StringComparison.Ordinal);
        if (start < 0)
        {
            return [];
        }

        var end = line.IndexOf("))", start, StringComparison.Ordinal);
        var list = line[(start + "users:((".Length)..(end < 0 ? line.Length : end)];
        return [.. list.Split("),(").Select(Holder).OfType<PastedHolder>()];
    }

    private static PastedHolder? Holder(string entry)
    {
        var quote = entry.LastIndexOf('"');
        var parts = entry[(quote + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries);
        var pid = parts.FirstOrDefault(part => part.StartsWith("pid=", StringComparison.Ordinal));
        // Before iproute2 4.0: "sshd",811,3
        var number = pid?[4..] ?? parts.FirstOrDefault("");
        return
            quote > 0
            && int.TryParse(
                number,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var process
            )
            ? new PastedHolder(entry[..quote].TrimStart('"'), process)
            : null;
    }
}
