using Fleet.Controller.History.Schema;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Opening;

/// <summary>The model over an open connection.</summary>
internal static class FleetDbOn
{
    public static FleetDb Connection(SqliteConnection connection) =>
        new(
            new DbContextOptionsBuilder<FleetDb>()
                .UseSqlite(connection)
                .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
                .Options
        );
}
