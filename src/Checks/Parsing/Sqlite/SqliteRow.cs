using System.Collections.Immutable;
using System.Text;

namespace Fleet.Checks.Parsing.Sqlite;

/// <summary>A row's leading columns: numbers and texts; null where a column is NULL, a blob or a fraction. Columns that do not fit the row's first page are left out.</summary>
public sealed class SqliteRow
{
    private readonly ImmutableArray<object?> _columns;

    private SqliteRow(ImmutableArray<object?> columns) => _columns = columns;

    public long? Number(int column) => column < _columns.Length ? _columns[column] as long? : null;

    public string? Text(int column) => column < _columns.Length ? _columns[column] as string : null;

    /// <summary>Reads a record (sqlite.org/fileformat2.html §2.1); null where it is damaged.</summary>
    internal static SqliteRow? Read(ReadOnlySpan<byte> record)
    {
        var all = record;
        if (
            !SqliteNumbers.TryVarint(ref record, out var headerLength)
            || headerLength > all.Length
            || headerLength < all.Length - record.Length
        )
        {
            return null;
        }

        var types = all[(all.Length - record.Length)..(int)headerLength];
        var body = all[(int)headerLength..];
        var columns = ImmutableArray.CreateBuilder<object?>();
        while (!types.IsEmpty)
        {
            if (!SqliteNumbers.TryVarint(ref types, out var type) || type < 0)
            {
                return null;
            }

            var length = SqliteNumbers.LengthOf(type);
            if (length > body.Length)
            {
                break;
            }

            columns.Add(Value(type, body[..(int)length]));
            body = body[(int)length..];
        }

        return new SqliteRow(columns.ToImmutable());
    }

    private static object? Value(long type, ReadOnlySpan<byte> bytes) =>
        type is >= 1 and <= 6 ? SqliteNumbers.Signed(bytes)
        : type is 8 or 9 ? type - 8
        : type >= 13 && type % 2 == 1 ? Encoding.UTF8.GetString(bytes)
        : null;
}
