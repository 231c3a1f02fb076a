using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>The internet sockets that <c>netstat</c> prints (netstat(8) of net-tools and busybox).</summary>
public sealed record NetstatListing(ImmutableArray<PastedSocket> Sockets) : PastedOutput
{
    private static readonly string[] States =
    [
        "ESTABLISHED",
        "SYN_SENT",
        "SYN_RECV",
        "FIN_WAIT1",
        "FIN_WAIT2",
        "TIME_WAIT",
        "CLOSE",
        "CLOSE_WAIT",
        "LAST_ACK",
        "LISTEN",
        "CLOSING",
        "UNKNOWN",
    ];

    private static readonly string[] Protocols = ["tcp", "udp", "udplite", "raw", "sctp"];

    /// <summary>Null where there is no table of internet connections.</summary>
    public static NetstatListing? Read(string text)
    {
        var sockets = ImmutableArray.CreateBuilder<PastedSocket>();
        string? header = null;
        foreach (var line in PastedLines.Of(text))
        {
            if (line.StartsWith("Proto ", StringComparison.Ordinal))
            {
                header = line.Contains("Recv-Q", StringComparison.Ordinal) ? line : null;
            }
            else if (header is not null && Socket(line, header) is { } socket)
            {
                sockets.Add(socket);
            }
        }

        return sockets.Count == 0 ? null : new NetstatListing(sockets.ToImmutable());
    }

    private static PastedSocket? Socket(string line, string header)
    {
        var (words, rest) = PastedLines.Cut(line, 5) ?? ([], "");
        if (
            words is not [var protocol, var received, var sent, var local, var peer]
            || !Protocols.Contains(protocol.TrimEnd('6'))
            || !long.TryParse(received, CultureInfo.InvariantCulture, out var receive)
            || !long.TryParse(sent, CultureInfo.InvariantCulture, out var send)
        )
        {
            return null;
        }

        var state = rest.Split(' ')[0];
        if (States.Contains(state) || (IsRaw(protocol) && state.All(char.IsAsciiDigit)))
        {
            rest = rest[state.Length..].Trim();
        }
        else
        {
            state = "";
        }

        // -e puts the user and the inode in front of the program.
        if (
            header.Contains(" Inode", StringComparison.Ordinal)
            && PastedLines.Cut(rest, 2) is { } owner
        )
        {
            rest = owner.Tail;
        }

        return new PastedSocket(
            protocol,
            state,
            receive,
            send,
            PastedEnd.Read(local),
            PastedEnd.Read(peer),
            Holder(rest)
        );
    }

    private static bool IsRaw(string protocol) =>
        protocol.StartsWith("raw", StringComparison.Ordinal);

    // 811/sshd: alice [pr; "-": the asker may not see it.
    private static ImmutableArray<PastedHolder> Holder(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return
            slash > 0
            && int.TryParse(
                text.AsSpan(0, slash),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var pid
            )
            ? [new PastedHolder(text[(slash + 1)..], pid)]
            : [];
    }
}
