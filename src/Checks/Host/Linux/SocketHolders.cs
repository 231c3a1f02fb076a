namespace Fleet.Checks.Host.Linux;

/// <summary>Finds the processes that hold sockets: the links of /proc/PID/fd, read and never followed (a descriptor may point at a dead network file system).</summary>
internal static unsafe class SocketHolders
{
    private const int LongestLink = 64;

    /// <summary>Inode → process ids.</summary>
    /// <param name="inodes">The sockets looked for.</param>
    /// <param name="cancellationToken">The run's deadline.</param>
    /// <param name="complete">False where a process' descriptors could not be read.</param>
    public static Dictionary<ulong, List<int>> Find(
        HashSet<ulong> inodes,
        CancellationToken cancellationToken,
        out bool complete
    )
    {
        var holders = new Dictionary<ulong, List<int>>();
        complete = true;
        if (inodes.Count == 0)
        {
            return holders;
        }

        if (ProcessTable.Ids(out _) is not { } ids)
        {
            complete = false;
            return holders;
        }

        foreach (var id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            complete &= Look(id, inodes, holders);
        }

        return holders;
    }

    /// <summary>False where the descriptors may not be read; a process that has ended held nothing.</summary>
    private static bool Look(int id, HashSet<ulong> inodes, Dictionary<ulong, List<int>> holders)
    {
        var folder = ProcFile.Open($"/proc/{id}/fd");
        if (folder < 0)
        {
            return -folder is Errno.NoEntry or Errno.NoProcess;
        }

        try
        {
            var names = DirectoryEntries.Read((int)folder, out var errno);
            if (names is null)
            {
                return errno is Errno.NoEntry or Errno.NoProcess;
            }

            foreach (var name in names)
            {
                if (
                    SocketInode((int)folder, name) is { } inode
                    && inodes.Contains(inode)
                    && !Held(holders, inode).Contains(id)
                )
                {
                    holders[inode].Add(id);
                }
            }

            return true;
        }
        finally
        {
            _ = Libc.Close((int)folder);
        }
    }

    private static List<int> Held(Dictionary<ulong, List<int>> holders, ulong inode)
    {
        if (!holders.TryGetValue(inode, out var held))
        {
            holders[inode] = held = [];
        }

        return held;
    }

    /// <summary>The number of <c>socket:[4711]</c>; null for any other descriptor.</summary>
    private static ulong? SocketInode(int folder, byte[] name)
    {
        Span<byte> ended = stackalloc byte[32];
        Span<byte> target = stackalloc byte[LongestLink];
        name.CopyTo(ended);
        ended[name.Length] = 0;
        nint length;
        fixed (byte* from = ended)
        fixed (byte* into = target)
        {
            length = Libc.Call(Syscall.Readlinkat, folder, (nint)from, (nint)into, LongestLink);
        }

        var link = length > 0 ? target[..(int)length] : [];
        return
            link.StartsWith("socket:["u8)
            && System.Buffers.Text.Utf8Parser.TryParse(link[8..], out ulong inode, out _)
            ? inode
            : null;
    }
}
