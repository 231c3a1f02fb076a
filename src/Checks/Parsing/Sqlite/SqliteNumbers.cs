namespace Fleet.Checks.Parsing.Sqlite;

/// <summary>The numbers of SQLite's file format (sqlite.org/fileformat2.html §1.6, §2.1).</summary>
internal static class SqliteNumbers
{
    /// <summary>Takes a variable-length number of 1 to 9 bytes, the high ones first; false where the bytes end in it.</summary>
    public static bool TryVarint(ref ReadOnlySpan<byte> bytes, out long value)
    {
        value = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i == 8)
            {
                value = (value << 8) | bytes[i];
                bytes = bytes[9..];
                return true;
            }

            value = (value << 7) | (bytes[i] & 0x7fL);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    /// <summary>The bytes that a column of this serial type takes.</summary>
    public static long LengthOf(long type) =>
        type switch
        {
            >= 12 => (type - 12) / 2,
            >= 1 and <= 4 => type,
            5 => 6,
            6 or 7 => 8,
            _ => 0,
        };

    /// <summary>A big-endian number of two's complement.</summary>
    public static long Signed(ReadOnlySpan<byte> bytes)
    {
        long value = (sbyte)bytes[0];
        foreach (var next in bytes[1..])
        {
            value = (value << 8) | next;
        }

        return value;
    }
}
