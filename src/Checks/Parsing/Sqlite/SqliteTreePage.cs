using System.Buffers.Binary;

namespace Fleet.Checks.Parsing.Sqlite;

/// <summary>One page of a table's b-tree (sqlite.org/fileformat2.html §1.6).</summary>
internal static class SqliteTreePage
{
    private const byte Interior = 0x05;
    private const byte Leaf = 0x0d;

    /// <summary>Adds a leaf's rows, or an interior page's children so that the first is popped first; false where the page is damaged.</summary>
    public static bool Read(
        ReadOnlySpan<byte> page,
        int start,
        int usable,
        List<SqliteRow> rows,
        Stack<int> children
    )
    {
        if (
            usable > page.Length
            || start + 12 > page.Length
            || page[start] is not (Interior or Leaf)
        )
        {
            return false;
        }

        var isLeaf = page[start] == Leaf;
        var cells = BinaryPrimitives.ReadUInt16BigEndian(page[(start + 3)..]);
        var pointers = start + (isLeaf ? 8 : 12);
        if (pointers + (2 * cells) > page.Length)
        {
            return false;
        }

        if (!isLeaf)
        {
            children.Push((int)BinaryPrimitives.ReadUInt32BigEndian(page[(start + 8)..]));
        }

        for (var i = 0; i < cells; i++)
        {
            var at = isLeaf ? i : cells - 1 - i;
            var cell = BinaryPrimitives.ReadUInt16BigEndian(page[(pointers + (2 * at))..]);
            if (cell + 4 > page.Length || !Cell(page[cell..], isLeaf, usable, rows, children))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Cell(
        ReadOnlySpan<byte> cell,
        bool isLeaf,
        int usable,
        List<SqliteRow> rows,
        Stack<int> children
    )
    {
        if (!isLeaf)
        {
            children.Push((int)BinaryPrimitives.ReadUInt32BigEndian(cell));
            return true;
        }

        if (
            !SqliteNumbers.TryVarint(ref cell, out var payload)
            || !SqliteNumbers.TryVarint(ref cell, out _)
            || payload < 0
        )
        {
            return false;
        }

        var local = Local(payload, usable);
        if (local > cell.Length || SqliteRow.Read(cell[..local]) is not { } row)
        {
            return false;
        }

        rows.Add(row);
        return true;
    }

    // How much of a payload stays on the page; the rest overflows to pages that are not read.
    private static int Local(long payload, int usable)
    {
        var most = usable - 35;
        if (payload <= most)
        {
            return (int)payload;
        }

        var least = ((usable - 12) * 32 / 255) - 23;
        var kept = least + (int)((payload - least) % (usable - 4));
        return kept <= most ? kept : least;
    }
}
