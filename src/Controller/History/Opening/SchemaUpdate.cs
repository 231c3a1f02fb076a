using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Opening;

/// <summary>Applies the migrations that a database lacks.</summary>
internal static class SchemaUpdate
{
    /// <exception cref="HistoryException">The file cannot be made or written.</exception>
    public static async Task BringUpAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = WriteConnection.Open(path);
            await using var db = FleetDbOn.Connection(connection);
            var pending = await db.Database.GetPendingMigrationsAsync(cancellationToken);
            if (!pending.Any())
            {
                return;
            }

            // EF's own lock is a table that a killed process leaves behind, and the next would wait for it for ever; the lock file already keeps others out.
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
            await command.ExecuteNonQueryAsync(cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (SqliteException failure)
        {
            throw new HistoryException(
                HistoryFault.NotAccessible,
                $"{path} cannot be written: {failure.Message}",
                failure
            );
        }
    }
}
