using System.Collections.Immutable;
using Fleet.Checks.Access.Bans;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Sqlite;

namespace Fleet.Checks.Catalog.BansFail2ban;

/// <summary>
/// The bans that fail2ban has in force, from its own database: its table <c>bips</c> holds one row a jail and address (<c>database.py</c>). Asking the server itself would start a Python program.
/// </summary>
internal static class Fail2banDatabase
{
    private const string Table = "bips";
    private const int Chunk = 64 * 1024;

    public static async ValueTask<Reply<ImmutableArray<Ban>>> AskAsync(
        IHost host,
        string path,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        // The server may write while it is read: then once more.
        var last = Reply.Failed<ImmutableArray<Ban>>($"{path}: changes while it is read");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var pages = new Pages(host, path, cancellationToken);
            var before = await pages.HeaderAsync();
            if (!before.IsOk)
            {
                return new(before.State, default, before.Reason);
            }

            var file = new SqliteFile(before.Value, pages.PageAsync);
            var rows = await file.RowsAsync(Table);
            var after = await new Pages(host, path, cancellationToken).HeaderAsync();
            if (
                after.IsOk
                && new SqliteFile(after.Value, pages.PageAsync).ChangeCounter == file.ChangeCounter
            )
            {
                return rows is null
                    ? Reply.Failed<ImmutableArray<Ban>>(
                        $"{path}: is no database of fail2ban 0.11 or newer"
                    )
                    : Reply.Ok<ImmutableArray<Ban>>([
                        .. rows.Select(Read).OfType<Ban>().Where(ban => ban.Holds(now)),
                    ]);
            }
        }

        return last;
    }

    // ip, jail, timeofban, bantime (-1: for ever, -2: not known), bancount, data
    private static Ban? Read(SqliteRow row)
    {
        if (
            row.Text(0) is not { } ip
            || row.Text(1) is not { } jail
            || row.Number(2) is not (>= 0 and < 1L << 37 and var at)
            || row.Number(3) is not (>= -2 and < 1L << 37 and var length)
            || BanText.Network(ip) is not { } network
        )
        {
            return null;
        }

        var since = DateTimeOffset.FromUnixTimeSeconds(at);
        DateTimeOffset? until =
            length == -1 ? DateTimeOffset.MaxValue
            : length == -2 ? null
            : since.AddSeconds(length);
        return new Ban(BanTool.Fail2ban, jail, network, since, until);
    }

    /// <summary>The file's pages, read in larger pieces and kept for one look.</summary>
    private sealed class Pages(IHost host, string path, CancellationToken cancellationToken)
    {
        private readonly Dictionary<long, ReadOnlyMemory<byte>> _chunks = [];

        public async ValueTask<Reply<ReadOnlyMemory<byte>>> HeaderAsync()
        {
            var read = await host.AskAsync(
                new ReadFile(path, SqliteFile.HeaderLength),
                cancellationToken
            );
            return read.IsOk
                ? Reply.Ok<ReadOnlyMemory<byte>>(read.Value.Bytes.AsMemory())
                : new(read.State, default, read.Reason);
        }

        public async ValueTask<ReadOnlyMemory<byte>?> PageAsync(int number, int size)
        {
            var start = (number - 1L) * size;
            if (number < 1 || size is < 512 or > Chunk)
            {
                return null;
            }

            var first = start / Chunk * Chunk;
            if (!_chunks.TryGetValue(first, out var chunk))
            {
                var read = await host.AskAsync(new ReadFile(path, Chunk, first), cancellationToken);
                if (!read.IsOk)
                {
                    return null;
                }

                _chunks[first] = chunk = read.Value.Bytes.AsMemory();
            }

            var offset = (int)(start - first);
            return offset + size <= chunk.Length ? chunk.Slice(offset, size) : null;
        }
    }
}
