using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Fleet.Controller.History.Migrations
{
    /// <inheritdoc />
    public partial class Regressions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_regression_unresolved", table: "regression");

            migrationBuilder.AddColumn<long>(
                name: "acknowledged_at",
                table: "regression",
                type: "INTEGER",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "acknowledged_by",
                table: "regression",
                type: "TEXT",
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<long>(
                name: "flapping_since",
                table: "regression",
                type: "INTEGER",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "impact",
                table: "regression",
                type: "TEXT",
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<bool>(
                name: "is_remembered",
                table: "regression",
                type: "INTEGER",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<long>(
                name: "last_good_at",
                table: "regression",
                type: "INTEGER",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "lately_opened",
                table: "regression",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]"
            );

            migrationBuilder.AddColumn<int>(
                name: "openings",
                table: "regression",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1
            );

            migrationBuilder.AddColumn<string>(
                name: "silenced_by",
                table: "regression",
                type: "TEXT",
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<string>(
                name: "waived_reason",
                table: "finding_span",
                type: "TEXT",
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<long>(
                name: "waived_until",
                table: "finding_span",
                type: "INTEGER",
                nullable: true
            );

            // What is not resolved (state 3) was remembered before there was a word for it.
            migrationBuilder.Sql("UPDATE regression SET is_remembered = 1 WHERE state <> 3");

            migrationBuilder.CreateTable(
                name: "feed_cursor",
                columns: table => new
                {
                    reader = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_cursor", x => x.reader);
                }
            );

            migrationBuilder.CreateTable(
                name: "notification",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    group_id = table.Column<long>(type: "INTEGER", nullable: true),
                    receiver = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    next_try_at = table.Column<long>(type: "INTEGER", nullable: true),
                    delivered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    problem = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "notification_group",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    receiver = table.Column<string>(type: "TEXT", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    resolved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    next_at = table.Column<long>(type: "INTEGER", nullable: true),
                    told = table.Column<int>(type: "INTEGER", nullable: false),
                    escalated = table.Column<int>(type: "INTEGER", nullable: false),
                    members = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_group", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "policy",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    applied_at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    file = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "regression_event",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    regression_id = table.Column<long>(type: "INTEGER", nullable: false),
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    stored_at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    late = table.Column<bool>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_regression_event", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "silence",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    labels = table.Column<string>(type: "TEXT", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_silence", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "sweep",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    profile = table.Column<string>(type: "TEXT", nullable: false),
                    profile_text = table.Column<string>(type: "TEXT", nullable: false),
                    selection = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    schedule_id = table.Column<long>(type: "INTEGER", nullable: true),
                    policy_version = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deadline = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sweep", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "sweep_host",
                columns: table => new
                {
                    sweep_id = table.Column<long>(type: "INTEGER", nullable: false),
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    labels = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    asked = table.Column<int>(type: "INTEGER", nullable: false),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sweep_host", x => new { x.sweep_id, x.host_id });
                }
            );

            migrationBuilder.CreateTable(
                name: "sweep_result",
                columns: table => new
                {
                    sweep_id = table.Column<long>(type: "INTEGER", nullable: false),
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    control = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    severity = table.Column<int>(type: "INTEGER", nullable: false),
                    summary = table.Column<string>(type: "TEXT", nullable: false),
                    remedy = table.Column<string>(type: "TEXT", nullable: false),
                    evidence = table.Column<string>(type: "TEXT", nullable: false),
                    waived_reason = table.Column<string>(type: "TEXT", nullable: false),
                    waived_until = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_sweep_result",
                        x => new
                        {
                            x.sweep_id,
                            x.host_id,
                            x.control,
                            x.subject,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "sweep_schedule",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    cron = table.Column<string>(type: "TEXT", nullable: false),
                    time_zone = table.Column<string>(type: "TEXT", nullable: false),
                    profile = table.Column<string>(type: "TEXT", nullable: false),
                    labels = table.Column<string>(type: "TEXT", nullable: false),
                    patience = table.Column<TimeSpan>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    is_paused = table.Column<bool>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sweep_schedule", x => x.id);
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_regression_remembered",
                table: "regression",
                columns: new[] { "host_id", "kind", "rule", "subject" },
                unique: true,
                filter: "is_remembered = 1"
            );

            migrationBuilder.CreateIndex(
                name: "ix_notification_created_at",
                table: "notification",
                column: "created_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_notification_receiver_next_try_at",
                table: "notification",
                columns: new[] { "receiver", "next_try_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_notification_group_next_at",
                table: "notification_group",
                column: "next_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_regression_event_at",
                table: "regression_event",
                column: "at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_regression_event_regression_id",
                table: "regression_event",
                column: "regression_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_silence_until",
                table: "silence",
                column: "until"
            );

            migrationBuilder.CreateIndex(
                name: "ix_sweep_started_at",
                table: "sweep",
                column: "started_at"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "feed_cursor");

            migrationBuilder.DropTable(name: "notification");

            migrationBuilder.DropTable(name: "notification_group");

            migrationBuilder.DropTable(name: "policy");

            migrationBuilder.DropTable(name: "regression_event");

            migrationBuilder.DropTable(name: "silence");

            migrationBuilder.DropTable(name: "sweep");

            migrationBuilder.DropTable(name: "sweep_host");

            migrationBuilder.DropTable(name: "sweep_result");

            migrationBuilder.DropTable(name: "sweep_schedule");

            migrationBuilder.DropIndex(name: "ix_regression_remembered", table: "regression");

            migrationBuilder.DropColumn(name: "acknowledged_at", table: "regression");

            migrationBuilder.DropColumn(name: "acknowledged_by", table: "regression");

            migrationBuilder.DropColumn(name: "flapping_since", table: "regression");

            migrationBuilder.DropColumn(name: "impact", table: "regression");

            migrationBuilder.DropColumn(name: "is_remembered", table: "regression");

            migrationBuilder.DropColumn(name: "last_good_at", table: "regression");

            migrationBuilder.DropColumn(name: "lately_opened", table: "regression");

            migrationBuilder.DropColumn(name: "openings", table: "regression");

            migrationBuilder.DropColumn(name: "silenced_by", table: "regression");

            migrationBuilder.DropColumn(name: "waived_reason", table: "finding_span");

            migrationBuilder.DropColumn(name: "waived_until", table: "finding_span");

            migrationBuilder.CreateIndex(
                name: "ix_regression_unresolved",
                table: "regression",
                columns: new[] { "host_id", "kind", "rule", "subject" },
                unique: true,
                filter: "state <> 3"
            );
        }
    }
}
