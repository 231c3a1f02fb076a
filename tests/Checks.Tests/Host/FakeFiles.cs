using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Host;

/// <summary>A tree of files in memory, with the kernel's rules for links and permissions.</summary>
internal sealed class FakeFiles
{
    private const int MostLinks = 40;
    private ulong _inodes;
    private readonly SortedDictionary<string, Node> _nodes = new(StringComparer.Ordinal)
    {
        ["/"] = new Node(FileKind.Directory, 0b111_101_101, 0, 0, [], ""),
    };

    internal sealed record Node(
        FileKind Kind,
        int Mode,
        uint Uid,
        uint Gid,
        byte[] Body,
        string Target
    )
    {
        public bool Denied { get; init; }

        public ulong Inode { get; init; }

        public DateTimeOffset ModifiedAt { get; init; } = DateTimeOffset.UnixEpoch.AddYears(56);
    }

    /// <summary>Who looks: null is root with all capabilities.</summary>
    internal sealed record Eyes(uint Uid, IReadOnlyCollection<uint> Groups);

    /// <summary>What a path leads to, or why not.</summary>
    internal readonly record struct Found(string Path, Node? Node, ReplyState State, string Reason);

    public void Put(string path, Node node)
    {
        for (var parent = Parent(path); !_nodes.ContainsKey(parent); parent = Parent(parent))
        {
            _nodes[parent] = new Node(FileKind.Directory, 0b111_101_101, 0, 0, [], "");
        }

        // Writing to a file keeps its inode; a file that comes after another was removed is a new one.
        _nodes[path] = node with
        {
            Inode = _nodes.TryGetValue(path, out var before) ? before.Inode : ++_inodes,
        };
    }

    public void Move(string from, string to)
    {
        _nodes[to] = _nodes[from];
        _nodes.Remove(from);
    }

    public void Remove(string path)
    {
        foreach (
            var key in _nodes
                .Keys.Where(key =>
                    key == path || key.StartsWith(path + "/", StringComparison.Ordinal)
                )
                .ToList()
        )
        {
            _nodes.Remove(key);
        }
    }

    public Node? At(string path) => _nodes.GetValueOrDefault(path);

    public Found Find(string path, bool followLast, Eyes? eyes)
    {
        var at = "/";
        var rest = new Stack<string>(
            path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()
        );
        var links = 0;
        while (rest.TryPop(out var name))
        {
            var folder = _nodes[at];
            if (folder.Kind != FileKind.Directory)
            {
                return new Found(at, null, ReplyState.Absent, $"{path}: Not a directory");
            }

            if (folder.Denied || !May(folder, eyes, 1))
            {
                return new Found(at, null, ReplyState.Denied, $"{path}: Permission denied");
            }

            var next =
                name == "." ? at
                : name == ".." ? Parent(at)
                : at == "/" ? "/" + name
                : $"{at}/{name}";
            if (!_nodes.TryGetValue(next, out var node))
            {
                return new Found(
                    next,
                    null,
                    ReplyState.Absent,
                    $"{path}: No such file or directory"
                );
            }

            if (node.Kind != FileKind.SymbolicLink || (rest.Count == 0 && !followLast))
            {
                at = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return new Found(
                    next,
                    null,
                    ReplyState.Failed,
                    $"{path}: Too many levels of symbolic links"
                );
            }

            at = node.Target.StartsWith('/') ? "/" : at;
            foreach (
                var part in node.Target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()
            )
            {
                rest.Push(part);
            }
        }

        return _nodes[at].Denied
            ? new Found(at, null, ReplyState.Denied, $"{path}: Permission denied")
            : new Found(at, _nodes[at], ReplyState.Ok, "");
    }

    public IEnumerable<string> Names(string folder)
    {
        var prefix = folder == "/" ? "/" : folder + "/";
        return _nodes
            .Keys.Where(key =>
                key.Length > prefix.Length
                && key.StartsWith(prefix, StringComparison.Ordinal)
                && !key[prefix.Length..].Contains('/')
            )
            .Select(key => key[prefix.Length..]);
    }

    /// <summary>inode_permission of the kernel without ACLs: <paramref name="bit"/> is 4 to read, 1 to search.</summary>
    public static bool May(Node node, Eyes? eyes, int bit)
    {
        if (eyes is null)
        {
            return true;
        }

        var shift =
            node.Uid == eyes.Uid ? 6
            : eyes.Groups.Contains(node.Gid) ? 3
            : 0;
        return ((node.Mode >> shift) & bit) != 0;
    }

    private static string Parent(string path) =>
        path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";
}
