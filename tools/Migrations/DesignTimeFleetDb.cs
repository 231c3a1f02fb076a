using Fleet.Controller.History.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Fleet.Migrations;

/// <summary>Gives the tool a model to compare with; no database is opened.</summary>
internal sealed class DesignTimeFleetDb : IDesignTimeDbContextFactory<FleetDb>
{
    public FleetDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<FleetDb>().UseSqlite("Data Source=:memory:").Options);

    private static void Main() { }
}
