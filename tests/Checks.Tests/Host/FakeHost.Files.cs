using System.Collections.Immutable;
using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Host;

/// <summary>What it answers about a file that was found.</summary>
public sealed partial class FakeHost
{
    private Reply<FileContent> Read(FakeFiles.Found found, ReadFile asked)
    {
        if (found.Node!.Kind != FileKind.Regular)
        {
            return Reply.Failed<FileContent>($"{asked.Path}: is not a regular file");
        }

        var body = found.Node.Body.AsSpan((int)Math.Min(asked.Offset, found.Node.Body.Length));
        var taken = Math.Min(body.Length, asked.MaxBytes);
        return Reply.Ok(
            new FileContent(
                [.. body[..taken]],
                Status(found).Value!,
                Truncated: taken < body.Length
            )
        );
    }

    private Reply<FileStatus> Status(FakeFiles.Found found)
    {
        var node = found.Node!;
        return Reply.Ok(
            new FileStatus(
                node.Kind,
                node.Mode,
                node.Uid,
                node.Gid,
                node.Body.Length,
                node.ModifiedAt,
                node.Inode,
                1
            )
        );
    }

    private Reply<ImmutableArray<string>> List(FakeFiles.Found found, string path) =>
        found.Node!.Kind == FileKind.Directory
            ? Reply.Ok(_files.Names(found.Path).ToImmutableArray())
            : Reply.Absent<ImmutableArray<string>>($"{path}: Not a directory");
}
