using System.Collections.Immutable;
using System.Text;

namespace Fleet.Checks.Host.Linux;

/// <summary>The kernel's socket tables, and who holds the sockets that listen.</summary>
internal static class TcpSocketRequests
{
    private const string Tcp = "/proc/self/net/tcp";
    private const string Tcp6 = "/proc/self/net/tcp6";

    public static Reply<TcpSockets> Read(
        ProcessTable processes,
        CancellationToken cancellationToken
    )
    {
        var tcp = ProcFile.Bytes(Tcp, out var errno);
        if (tcp is null)
        {
            return Errno.Reply<TcpSockets>(errno, Tcp);
        }

        var tcp6 = ProcFile.Bytes(Tcp6, out errno);
        if (tcp6 is null && !Errno.MeansAbsent(errno))
        {
            return Errno.Reply<TcpSockets>(errno, Tcp6);
        }

        var listening = new HashSet<ulong>();
        AddListening(tcp, listening);
        AddListening(tcp6, listening);
        var holders = SocketHolders.Find(listening, cancellationToken, out var complete);
        return Reply.Ok(
            new TcpSockets(
                Encoding.ASCII.GetString(tcp),
                Encoding.ASCII.GetString(tcp6 ?? []),
                Described(holders, processes),
                complete
            )
        );
    }

    /// <summary>A process that holds many sockets is looked at once.</summary>
    private static ImmutableDictionary<ulong, ImmutableArray<ProcessStatus>> Described(
        Dictionary<ulong, List<int>> holders,
        ProcessTable processes
    )
    {
        var known = holders
            .Values.SelectMany(ids => ids)
            .Distinct()
            .ToDictionary(id => id, processes.Find);
        return holders.ToImmutableDictionary(
            held => held.Key,
            held => held.Value.Select(id => known[id]).OfType<ProcessStatus>().ToImmutableArray()
        );
    }

    /// <summary>Inodes of the rows in state 0A, TCP_LISTEN: the fourth and the tenth column (proc_net_tcp.txt of the kernel).</summary>
    private static void AddListening(ReadOnlySpan<byte> table, HashSet<ulong> inodes)
    {
        Span<Range> columns = stackalloc Range[12];
        foreach (var range in table.Split((byte)'\n'))
        {
            var row = table[range];
            if (row.IndexOf(" 0A "u8) < 0)
            {
                continue;
            }

            var count = Columns(row, columns);
            if (
                count > 9
                && row[columns[3]].SequenceEqual("0A"u8)
                && System.Buffers.Text.Utf8Parser.TryParse(row[columns[9]], out ulong inode, out _)
                && inode != 0
            )
            {
                inodes.Add(inode);
            }
        }
    }

    private static int Columns(ReadOnlySpan<byte> row, Span<Range> columns)
    {
        var (count, at) = (0, 0);
        while (count < columns.Length)
        {
            while (at < row.Length && row[at] == ' ')
            {
                at++;
            }

            if (at == row.Length)
            {
                break;
            }

            var start = at;
            while (at < row.Length && row[at] != ' ')
            {
                at++;
            }

            columns[count++] = start..at;
        }

        return count;
    }
}
