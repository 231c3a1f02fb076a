using System.Collections.Immutable;
using Fleet.Checks.Host;

namespace Fleet.Agent.Simulate.Debian;

/// <summary>A tree as the requests for files see it.</summary>
internal sealed class SimulatedFiles(SimulatedTree tree)
{
    private const int Read = 0b100;

    /// <summary>The reply to one of the requests for files.</summary>
    public object Answer(object request) =>
        request switch
        {
            ReadFile asked => Text(asked),
            GetStatus asked => Status(asked),
            ResolvePath asked => Resolved(asked),
            ListDirectory asked => Names(asked),
            GetSecurityLabel asked => Reply.Absent<string>($"{asked.Path}: has no SELinux label"),
            _ => throw new NotSupportedException($"{request.GetType().Name} is about no file"),
        };

    private Reply<FileContent> Text(ReadFile asked)
    {
        var found = tree.Find(asked.Path, asked.As);
        if (found.Value is not { } node)
        {
            return new(found.State, null, found.Reason);
        }

        if (node.Kind != FileKind.Regular)
        {
            return Reply.Failed<FileContent>($"{asked.Path}: is not a regular file");
        }

        if (!SimulatedTree.May(node, asked.As, Read))
        {
            return Reply.Denied<FileContent>($"{asked.Path}: Permission denied");
        }

        var from = (int)Math.Min(asked.Offset, node.Body.Length);
        var taken = Math.Min(node.Body.Length - from, asked.MaxBytes);
        return Reply.Ok(
            new FileContent(
                from == 0 && taken == node.Body.Length ? node.Body : node.Body.Slice(from, taken),
                StatusOf(asked.Path, node),
                Truncated: from + taken < node.Body.Length
            )
        );
    }

    private Reply<FileStatus> Status(GetStatus asked)
    {
        var found = tree.Find(asked.Path, asked.As);
        return found.Value is { } node
            ? Reply.Ok(StatusOf(asked.Path, node))
            : new(found.State, null, found.Reason);
    }

    private Reply<string> Resolved(ResolvePath asked)
    {
        var found = tree.Find(asked.Path, asked.As);
        return found.IsOk
            ? Reply.Ok(asked.Path.Length > 1 ? asked.Path.TrimEnd('/') : asked.Path)
            : new(found.State, null, found.Reason);
    }

    private Reply<ImmutableArray<string>> Names(ListDirectory asked)
    {
        var found = tree.Find(asked.Path, asked.As);
        return found.Value switch
        {
            null => new(found.State, default, found.Reason),
            { Kind: not FileKind.Directory } => Reply.Absent<ImmutableArray<string>>(
                $"{asked.Path}: Not a directory"
            ),
            { } node when !SimulatedTree.May(node, asked.As, Read) => Reply.Denied<
                ImmutableArray<string>
            >($"{asked.Path}: Permission denied"),
            _ => Reply.Ok(tree.Names(asked.Path)),
        };
    }

    private static FileStatus StatusOf(string path, SimulatedNode node) =>
        new(
            node.Kind,
            node.Mode,
            node.Uid,
            node.Gid,
            node.Body.Length,
            node.ModifiedAt,
            Inode(path),
            1
        );

    /// <summary>A number of its own for every path: FNV-1a, 64 bits.</summary>
    private static ulong Inode(string path)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in path)
        {
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        }

        return hash;
    }
}
