using System.Globalization;
using System.Security.Cryptography;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>What a log file is known by.</summary>
/// <param name="Path">Where it was found.</param>
/// <param name="Status">fstat of the open file.</param>
/// <param name="First">Its first bytes, at most <see cref="Length"/>.</param>
internal sealed record FileHead(string Path, FileStatus Status, ReadOnlyMemory<byte> First)
{
    /// <summary>How many bytes tell a file: the first line or two, with its time to the second.</summary>
    public const int Length = 256;

    public static async ValueTask<Reply<FileHead>> ReadAsync(
        IHost host,
        string path,
        CancellationToken cancellationToken
    )
    {
        var reply = await host.AskAsync(new ReadFile(path, Length), cancellationToken);
        return reply.IsOk
            ? Reply.Ok(new FileHead(path, reply.Value.Status, reply.Value.Bytes.AsMemory()))
            : new Reply<FileHead>(reply.State, null, reply.Reason);
    }

    /// <summary>True where this is the very file.</summary>
    public bool Is(FileCursor cursor) =>
        Status.Inode == cursor.Inode && Status.Device == cursor.Device && HasContentOf(cursor);

    /// <summary>True where this is the file or a copy of it.</summary>
    public bool HasContentOf(FileCursor cursor) =>
        Status.Size >= cursor.Offset
        && cursor.HashedBytes is { } length
        && length <= First.Length
        && Hash(length) == cursor.Hash;

    /// <summary>A cursor in this file: its hash covers bytes before the offset only, so that a growing file keeps it.</summary>
    public FileCursor CursorAt(string livePath, long offset) =>
        new(
            livePath,
            Status.Device,
            Status.Inode,
            offset,
            Hash((int)Math.Min(offset, First.Length))
        );

    /// <summary>How many bytes, and the the first eight bytes of their SHA-256.</summary>
    private string Hash(int length) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{length}-{Convert.ToHexStringLower(SHA256.HashData(First.Span[..length]).AsSpan(0, 8))}"
        );
}
