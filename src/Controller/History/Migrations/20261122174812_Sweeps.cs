using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Fleet.Controller.History.Migrations
{
    /// <inheritdoc />
    public partial class Sweeps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "honoured_at",
                table: "sweep_schedule",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L
            );

            migrationBuilder.AddColumn<string>(
                name: "profile_text",
                table: "sweep_schedule",
                type: "TEXT",
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<int>(
                name: "failed",
                table: "sweep_host",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<int>(
                name: "manual",
                table: "sweep_host",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<int>(
                name: "not_applicable",
                table: "sweep_host",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<int>(
                name: "passed",
                table: "sweep_host",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<int>(
                name: "unknown",
                table: "sweep_host",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<int>(
                name: "waived",
                table: "sweep_host",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<int>(
                name: "warned",
                table: "sweep_host",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<bool>(
                name: "is_stored",
                table: "sweep",
                type: "INTEGER",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<string>(
                name: "profile_view",
                table: "sweep",
                type: "TEXT",
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.CreateIndex(
                name: "ix_sweep_schedule_name",
                table: "sweep_schedule",
                column: "name",
                unique: true
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_sweep_schedule_name", table: "sweep_schedule");

            migrationBuilder.DropColumn(name: "honoured_at", table: "sweep_schedule");

            migrationBuilder.DropColumn(name: "profile_text", table: "sweep_schedule");

            migrationBuilder.DropColumn(name: "failed", table: "sweep_host");

            migrationBuilder.DropColumn(name: "manual", table: "sweep_host");

            migrationBuilder.DropColumn(name: "not_applicable", table: "sweep_host");

            migrationBuilder.DropColumn(name: "passed", table: "sweep_host");

            migrationBuilder.DropColumn(name: "unknown", table: "sweep_host");

            migrationBuilder.DropColumn(name: "waived", table: "sweep_host");

            migrationBuilder.DropColumn(name: "warned", table: "sweep_host");

            migrationBuilder.DropColumn(name: "is_stored", table: "sweep");

            migrationBuilder.DropColumn(name: "profile_view", table: "sweep");
        }
    }
}
