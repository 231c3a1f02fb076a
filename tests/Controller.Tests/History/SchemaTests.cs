using Fleet.Controller.History;
using Fleet.Controller.History.Opening;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.Tests.History;

public sealed class SchemaTests
{
    [Fact]
    public void The_migrations_are_the_model()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        using var db = FleetDbOn.Connection(connection);
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_fresh_file_gets_the_schema_and_opens_again()
    {
        await using var temp = await TempDatabase.CreateAsync();
        await temp.ReopenAsync();
        Assert.True(temp.Open.Health().IsWell);
    }

    [Fact]
    public async Task A_lock_of_EF_that_a_killed_process_left_holds_nobody_up()
    {
        await using var temp = TempDatabase.Closed();
        await using (var connection = WriteConnection.Open(temp.Path))
        {
            Execute(
                connection,
                "CREATE TABLE \"__EFMigrationsLock\"(\"Id\" INTEGER PRIMARY KEY, \"Timestamp\" TEXT); INSERT INTO \"__EFMigrationsLock\" VALUES(1, '2026-01-01')"
            );
        }

        await temp.OpenAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_alone()
    {
        await using var temp = TempDatabase.Closed();
        var bytes = Enumerable.Repeat((byte)'x', 8192).ToArray();
        await File.WriteAllBytesAsync(temp.Path, bytes);
        var failure = await Assert.ThrowsAsync<HistoryException>(temp.OpenAsync);
        Assert.Equal(HistoryFault.Corrupt, failure.Fault);
        Assert.Contains(temp.Path, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(temp.Path));
    }

    [Fact]
    public async Task A_damaged_database_is_named_and_left_alone()
    {
        await using var temp = await TempDatabase.CreateAsync();
        for (var i = 0; i < 50; i++)
        {
            await temp.AddHostAsync($"web-{i}");
        }

        await temp.Open.DisposeAsync();
        var bytes = await File.ReadAllBytesAsync(temp.Path);
        Array.Fill(bytes, (byte)0xA5, bytes.Length / 4, bytes.Length / 2);
        await File.WriteAllBytesAsync(temp.Path, bytes);
        var failure = await Assert.ThrowsAsync<HistoryException>(temp.OpenAsync);
        Assert.Equal(HistoryFault.Corrupt, failure.Fault);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(temp.Path));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using var temp = await TempDatabase.CreateAsync();
        await temp.Open.DisposeAsync();
        await using (var connection = WriteConnection.Open(temp.Path))
        {
            Execute(
                connection,
                "INSERT INTO \"__EFMigrationsHistory\" VALUES('29990101000000_Later', '99.0.0')"
            );
        }

        var failure = await Assert.ThrowsAsync<HistoryException>(temp.OpenAsync);
        Assert.Equal(HistoryFault.Newer, failure.Fault);
        Assert.Contains("29990101000000_Later", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_controllers_cannot_have_one_database()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var failure = await Assert.ThrowsAsync<HistoryException>(() =>
            HistoryDatabase.OpenAsync(temp.Path, TimeProvider.System, CancellationToken.None)
        );
        Assert.Equal(HistoryFault.InUse, failure.Fault);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_said()
    {
        var failure = await Assert.ThrowsAsync<HistoryException>(() =>
            HistoryDatabase.OpenAsync(
                "/nonexistent/fleet.db",
                TimeProvider.System,
                CancellationToken.None
            )
        );
        Assert.Equal(HistoryFault.NotAccessible, failure.Fault);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
