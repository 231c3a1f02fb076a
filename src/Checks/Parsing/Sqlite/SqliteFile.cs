using System.Buffers.Binary;

namespace Fleet.Checks.Parsing.Sqlite;

/// <summary>
/// Reads the rows of a table in an SQLite database file, without SQLite: pages are asked for one by one, so that a large database with a small table costs little
/// (sqlite.org/fileformat2.html). Tables with a row id only; indexes, WITHOUT ROWID tables and write-ahead logs are not read.
/// </summary>
/// <param name="header">The file's first 100 bytes.</param>
/// <param name="page">The bytes of a page, numbered from 1; null where the file has no such page.</param>
public sealed class SqliteFile(
    ReadOnlyMemory<byte> header,
    Func<int, int, ValueTask<ReadOnlyMemory<byte>?>> page
)
{
    /// <summary>How much of a file's start its header is.</summary>
    public const int HeaderLength = 100;

    // 64 MiB of pages of the usual size: far more than a list of bans.
    private const int MostPages = 16384;

    /// <summary>True where this is a database that can be read: the magic string, UTF-8, no write-ahead log.</summary>
    public bool IsReadable =>
        header.Length >= HeaderLength
        && header.Span[..16].SequenceEqual("SQLite format 3\0"u8)
        && header.Span[18] <= 1
        && header.Span[19] <= 1
        && BinaryPrimitives.ReadInt32BigEndian(header.Span[56..]) <= 1;

    /// <summary>Counts the transactions: two reads with the same number saw the same database.</summary>
    public uint ChangeCounter => BinaryPrimitives.ReadUInt32BigEndian(header.Span[24..]);

    /// <summary>Bytes of a page.</summary>
    public int PageSize =>
        BinaryPrimitives.ReadUInt16BigEndian(header.Span[16..]) is var size && size == 1
            ? 65536
            : size;

    /// <summary>The rows of a table in the order of their row ids, each with its leading columns as far as they are on one page; null where the database has no such table or is damaged.</summary>
    public async ValueTask<IReadOnlyList<SqliteRow>?> RowsAsync(string table)
    {
        if (!IsReadable || await TreeAsync(1) is not { } schema)
        {
            return null;
        }

        // sqlite_schema: type, name, tbl_name, rootpage, sql
        var entry = schema.FirstOrDefault(row => row.Text(0) == "table" && row.Text(1) == table);
        return entry?.Number(3) is > 0 and <= int.MaxValue and var root
            ? await TreeAsync((int)root)
            : null;
    }

    private async ValueTask<List<SqliteRow>?> TreeAsync(int root)
    {
        var rows = new List<SqliteRow>();
        var seen = new HashSet<int>();
        var pending = new Stack<int>([root]);
        while (pending.TryPop(out var number))
        {
            if (
                !seen.Add(number)
                || seen.Count > MostPages
                || await page(number, PageSize) is not { } bytes
                || !SqliteTreePage.Read(
                    bytes.Span,
                    number == 1 ? HeaderLength : 0,
                    PageSize - header.Span[20],
                    rows,
                    pending
                )
            )
            {
                return null;
            }
        }

        return rows;
    }
}
