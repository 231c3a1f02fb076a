using System.Collections.Immutable;
using System.Text;
using Fleet.Checks.Host;

namespace Fleet.Agent.Simulate.Debian;

/// <summary>Something in a simulated file system.</summary>
/// <param name="Kind">A regular file or a directory; there are no links.</param>
/// <param name="Mode">Permission bits, 07777.</param>
/// <param name="Uid">Owner.</param>
/// <param name="Gid">Group.</param>
/// <param name="Body">What a file holds.</param>
internal sealed record SimulatedNode(
    FileKind Kind,
    int Mode,
    uint Uid,
    uint Gid,
    ImmutableArray<byte> Body
)
{
    /// <summary>When its content was written.</summary>
    public DateTimeOffset ModifiedAt { get; init; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
}

/// <summary>
/// Files in memory, by absolute path. Immutable and shared: a host's tree is the fleet's with the few files of its own laid over it, so that thousands of hosts hold one copy of what they have
/// in common.
/// </summary>
internal sealed class SimulatedTree
{
    private const int Directories = 0b111_101_101;
    private const int Files = 0b110_100_100;
    private readonly ImmutableSortedDictionary<string, SimulatedNode> _nodes;

    private SimulatedTree(ImmutableSortedDictionary<string, SimulatedNode> nodes) => _nodes = nodes;

    public static SimulatedTree Empty { get; } =
        new(
            ImmutableSortedDictionary<string, SimulatedNode>
                .Empty.WithComparers(StringComparer.Ordinal)
                .Add("/", Folder(Directories, 0, 0))
        );

    /// <summary>With a file, in place of the one that was there; its parents are made, root's, 0755.</summary>
    public SimulatedTree File(
        string path,
        string text,
        int mode = Files,
        uint uid = 0,
        uint gid = 0
    ) =>
        Put(
            path,
            new SimulatedNode(FileKind.Regular, mode, uid, gid, [.. Encoding.UTF8.GetBytes(text)])
        );

    /// <summary>With a file whose content was written at another time.</summary>
    public SimulatedTree Written(string path, DateTimeOffset at) =>
        new(_nodes.SetItem(path, _nodes[path] with { ModifiedAt = at }));

    /// <summary>With a directory of this owner and mode.</summary>
    public SimulatedTree Directory(
        string path,
        int mode = Directories,
        uint uid = 0,
        uint gid = 0
    ) => Put(path, Folder(mode, uid, gid));

    /// <summary>The node at a path as a user finds it (path_resolution(7)); null for root.</summary>
    public Reply<SimulatedNode> Find(string path, UserIdentity? who)
    {
        var clean = path.Length > 1 ? path.TrimEnd('/') : path;
        for (var slash = clean.IndexOf('/', 1); slash > 0; slash = clean.IndexOf('/', slash + 1))
        {
            if (!_nodes.TryGetValue(clean[..slash], out var parent))
            {
                return Reply.Absent<SimulatedNode>($"{path}: No such file or directory");
            }

            if (parent.Kind != FileKind.Directory)
            {
                return Reply.Absent<SimulatedNode>($"{path}: Not a directory");
            }

            if (!May(parent, who, 0b001))
            {
                return Reply.Denied<SimulatedNode>($"{path}: Permission denied");
            }
        }

        return _nodes.TryGetValue(clean, out var node)
            ? Reply.Ok(node)
            : Reply.Absent<SimulatedNode>($"{path}: No such file or directory");
    }

    /// <summary>The names in a directory, sorted by byte order.</summary>
    public ImmutableArray<string> Names(string folder)
    {
        var prefix = folder.EndsWith('/') ? folder : folder + "/";
        return
        [
            .. _nodes
                .Keys.Where(path =>
                    path.Length > prefix.Length
                    && path.StartsWith(prefix, StringComparison.Ordinal)
                    && path.IndexOf('/', prefix.Length) < 0
                )
                .Select(path => path[prefix.Length..]),
        ];
    }

    /// <summary>Whether mode bits let a user do something: 4 reads, 1 searches.</summary>
    public static bool May(SimulatedNode node, UserIdentity? who, int bit)
    {
        if (who is null || who.Uid == 0)
        {
            return true;
        }

        var shift =
            node.Uid == who.Uid ? 6
            : node.Gid == who.Gid || who.Groups.Contains(node.Gid) ? 3
            : 0;
        return ((node.Mode >> shift) & bit) != 0;
    }

    private SimulatedTree Put(string path, SimulatedNode node)
    {
        var nodes = _nodes;
        for (var parent = Parent(path); !nodes.ContainsKey(parent); parent = Parent(parent))
        {
            nodes = nodes.Add(parent, Folder(Directories, 0, 0));
        }

        return new SimulatedTree(nodes.SetItem(path, node));
    }

    private static SimulatedNode Folder(int mode, uint uid, uint gid) =>
        new(FileKind.Directory, mode, uid, gid, []);

    private static string Parent(string path) =>
        path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";
}
