using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>Finds what a log file became: <c>auth.log.1</c> or, with logrotate's dateext, <c>secure-20261122</c>.</summary>
internal static class RotatedFiles
{
    private const int Most = 20;
    private static readonly string[] Compressed = [".gz", ".xz", ".bz2", ".zst", ".lz4", ".Z"];

    /// <summary>The uncompressed ones, oldest first.</summary>
    public static async ValueTask<IReadOnlyList<FileHead>> FindAsync(
        IHost host,
        string path,
        CancellationToken cancellationToken
    )
    {
        var slash = path.LastIndexOf('/');
        var (folder, name) = (path[..slash], path[(slash + 1)..]);
        var names = await host.AskAsync(new ListDirectory(folder), cancellationToken);
        if (!names.IsOk)
        {
            return [];
        }

        var found = new List<FileHead>();
        foreach (var other in names.Value.Where(other => IsRotated(other, name)).Take(Most))
        {
            var head = await FileHead.ReadAsync(host, $"{folder}/{other}", cancellationToken);
            if (head.IsOk)
            {
                found.Add(head.Value);
            }
        }

        return
        [
            .. found
                .OrderBy(file => file.Status.ModifiedAt)
                .ThenByDescending(file => file.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>The file that a cursor stands in: itself renamed, or a copy of it; −1 where there is none.</summary>
    public static int IndexOf(IReadOnlyList<FileHead> files, FileCursor cursor)
    {
        var copy = -1;
        for (var i = 0; i < files.Count; i++)
        {
            if (files[i].Is(cursor))
            {
                return i;
            }

            copy = cursor.HashedBytes > 0 && files[i].HasContentOf(cursor) ? i : copy;
        }

        return copy;
    }

    private static bool IsRotated(string other, string name) =>
        other.Length > name.Length + 1
        && other.StartsWith(name, StringComparison.Ordinal)
        && other[name.Length] is '.' or '-'
        && char.IsAsciiDigit(other[name.Length + 1])
        && !Compressed.Any(ending => other.EndsWith(ending, StringComparison.Ordinal));
}
