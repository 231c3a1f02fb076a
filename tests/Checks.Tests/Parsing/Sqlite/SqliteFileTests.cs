using System.Globalization;
using System.Text;
using Fleet.Checks.Parsing.Sqlite;

namespace Fleet.Checks.Tests.Parsing.Sqlite;

public sealed class SqliteFileTests
{
    [Theory]
    [InlineData(512, 0)]
    [InlineData(512, 3000)]
    [InlineData(4096, 1)]
    [InlineData(4096, 3000)]
    [InlineData(65536, 2000)]
    public async Task Every_row_comes_in_order_of_its_id_at_every_page_size(int size, int rows)
    {
        var random = new Random(size + rows);
        var expected = Enumerable
            .Range(0, rows)
            .Select(i =>
                (
                    Name: $"ä{random.Next()}",
                    Number: random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64),
                    Tail: random.Next(size * 2)
                )
            )
            .ToList();
        var sql = new StringBuilder(
            $"pragma page_size={size}; create table other(x); create table t(name text, number integer, gone, tail text); begin;"
        );
        foreach (var (name, number, tail) in expected)
        {
            sql.Append(
                CultureInfo.InvariantCulture,
                $"insert into t values('{name}', {number}, null, '{new string('x', tail)}');\n"
            );
        }

        var read = await ReadAsync(await DatabaseFile.MakeAsync($"{sql}commit;"), "t");

        Assert.NotNull(read);
        Assert.Equal(
            expected.Select(row => (row.Name, (long?)row.Number)),
            read.Select(row => (row.Text(0)!, row.Number(1)))
        );
        Assert.All(read, row => Assert.Null(row.Number(2)));
    }

    [Fact]
    public async Task Deleted_rows_are_gone_and_a_table_that_is_not_there_is_none()
    {
        var file = await DatabaseFile.MakeAsync(
            "create table t(n); insert into t values(1),(2),(3); delete from t where n = 2;"
        );

        Assert.Equal([1L, 3L], (await ReadAsync(file, "t"))!.Select(row => row.Number(0)));
        Assert.Null(await ReadAsync(file, "u"));
    }

    [Fact]
    public async Task Damaged_bytes_give_rows_or_nothing_and_end()
    {
        var whole = await DatabaseFile.MakeAsync(
            "pragma page_size=512; create table t(n, s); with recursive c(i) as (values(1) union all select i+1 from c where i<300) insert into t select i, 'text' || i from c;"
        );
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = whole.ToArray();
            for (var flips = random.Next(1, 20); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            _ = await ReadAsync(bytes[..random.Next(bytes.Length + 1)], "t"); // throws nothing, hangs nowhere
        }
    }

    private static async Task<IReadOnlyList<SqliteRow>?> ReadAsync(byte[] file, string table) =>
        await new SqliteFile(
            file.AsMemory(0, Math.Min(100, file.Length)),
            (number, size) =>
            {
                var start = (number - 1L) * size;
                return new(
                    start >= 0 && start + size <= file.Length
                        ? file.AsMemory((int)start, size)
                        : null
                );
            }
        ).RowsAsync(table);
}
