using Microsoft.Data.Sqlite;

namespace Fleet.Controller.History.Opening;

/// <summary>Connections that only read; they never checkpoint.</summary>
internal static class ReadConnection
{
    public static SqliteConnection Create(string path, bool pooled) =>
        new(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = pooled,
            }.ToString()
        );
}
