using Fleet.Controller.History.Schema;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Opening;

/// <summary>Looks at a database before anything is written to it.</summary>
internal static class SchemaCheck
{
    // Reading all of a file this large takes about a second on a laptop's disk.
    private const long QuickCheckBytes = 512L * 1024 * 1024;

    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <exception cref="HistoryException">Corrupt, or newer than this program.</exception>
    public static async Task RequireUsableAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == 0)
        {
            return;
        }

        try
        {
            await using var connection = ReadConnection.Create(path, pooled: false);
            await connection.OpenAsync(cancellationToken);
            if (file.Length <= QuickCheckBytes)
            {
                RequireSound(connection, path);
            }

            await using var db = FleetDbOn.Connection(connection);
            RequireKnown(db, await Applied(connection, cancellationToken), path);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw CorruptBecause(path, failure.Message, failure);
        }
        catch (SqliteException failure)
        {
            throw new HistoryException(
                HistoryFault.NotAccessible,
                $"{path} cannot be read: {failure.Message}",
                failure
            );
        }
    }

    private static void RequireSound(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() as string is var answer and not "ok")
        {
            throw CorruptBecause(path, answer ?? "no answer", inner: null);
        }
    }

    private static void RequireKnown(FleetDb db, List<string> applied, string path)
    {
        var known = db.Database.GetMigrations().ToHashSet();
        if (applied.Find(migration => !known.Contains(migration)) is { } newer)
        {
            throw new HistoryException(
                HistoryFault.Newer,
                $"{path} was written by a newer version (schema {newer}): run that version, or restore a backup"
            );
        }
    }

    private static async Task<List<string>> Applied(
        SqliteConnection connection,
        CancellationToken cancellationToken
    )
    {
        await using var exists = connection.CreateCommand();
        exists.CommandText =
            "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'";
        if (await exists.ExecuteScalarAsync(cancellationToken) is 0L)
        {
            return [];
        }

        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetString(0));
        }

        return applied;
    }

    private static HistoryException CorruptBecause(string path, string why, Exception? inner) =>
        new(
            HistoryFault.Corrupt,
            $"{path} is damaged or not a database ({why}): restore a backup, or move the file away to start anew",
            inner
        );
}
