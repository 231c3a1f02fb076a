using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Fleet.Controller.History.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "agent_certificate",
                columns: table => new
                {
                    serial = table.Column<string>(type: "TEXT", nullable: false),
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    not_before = table.Column<long>(type: "INTEGER", nullable: false),
                    not_after = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revoked_reason = table.Column<string>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_certificate", x => x.serial);
                }
            );

            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entry", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "baseline",
                columns: table => new
                {
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_baseline", x => new { x.host_id, x.key });
                }
            );

            migrationBuilder.CreateTable(
                name: "check_run",
                columns: table => new
                {
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    check = table.Column<string>(type: "TEXT", nullable: false),
                    check_version = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    coverage = table.Column<string>(type: "TEXT", nullable: false),
                    documents = table.Column<string>(type: "TEXT", nullable: false),
                    last_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    last_run_at = table.Column<long>(type: "INTEGER", nullable: false),
                    runs = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_check_run", x => new { x.host_id, x.check });
                }
            );

            migrationBuilder.CreateTable(
                name: "document",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "enrolment_token",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    secret_hash = table.Column<string>(type: "TEXT", nullable: false),
                    host_name = table.Column<string>(type: "TEXT", nullable: false),
                    labels = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    uses_left = table.Column<int>(type: "INTEGER", nullable: false),
                    revoked = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enrolment_token", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "event_bucket",
                columns: table => new
                {
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    start = table.Column<long>(type: "INTEGER", nullable: false),
                    other = table.Column<long>(type: "INTEGER", nullable: false),
                    distinct_users = table.Column<long>(type: "INTEGER", nullable: false),
                    distinct_sources = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_event_bucket",
                        x => new
                        {
                            x.host_id,
                            x.seconds,
                            x.start,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "event_count",
                columns: table => new
                {
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    start = table.Column<long>(type: "INTEGER", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    user = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_event_count",
                        x => new
                        {
                            x.host_id,
                            x.seconds,
                            x.start,
                            x.rank,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "event_line",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    user = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_event_line", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "fact",
                columns: table => new
                {
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    check = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: true),
                    is_stale = table.Column<bool>(type: "INTEGER", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_fact",
                        x => new
                        {
                            x.host_id,
                            x.check,
                            x.key,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "fact_change",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    after = table.Column<string>(type: "TEXT", nullable: true),
                    source = table.Column<string>(type: "TEXT", nullable: true),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_change", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "finding_span",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    before = table.Column<int>(type: "INTEGER", nullable: false),
                    last_certain = table.Column<int>(type: "INTEGER", nullable: false),
                    severity = table.Column<int>(type: "INTEGER", nullable: false),
                    summary = table.Column<string>(type: "TEXT", nullable: false),
                    remedy = table.Column<string>(type: "TEXT", nullable: false),
                    keys = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    valid_until = table.Column<long>(type: "INTEGER", nullable: true),
                    from_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    to = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding_span", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "host",
                columns: table => new
                {
                    id = table
                        .Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    machine_id_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    agent_version = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_host", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "host_document",
                columns: table => new
                {
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    document_id = table.Column<long>(type: "INTEGER", nullable: false),
                    truncated = table.Column<bool>(type: "INTEGER", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_host_document", x => new { x.host_id, x.name });
                }
            );

            migrationBuilder.CreateTable(
                name: "host_position",
                columns: table => new
                {
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    spool_id = table.Column<string>(type: "TEXT", nullable: false),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    next_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: false),
                    catch_up_to = table.Column<long>(type: "INTEGER", nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false),
                    judge_again_at = table.Column<long>(type: "INTEGER", nullable: true),
                    events_from = table.Column<long>(type: "INTEGER", nullable: true),
                    quarantined_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_host_position", x => x.host_id);
                }
            );

            migrationBuilder.CreateTable(
                name: "host_spool",
                columns: table => new
                {
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    spool_id = table.Column<string>(type: "TEXT", nullable: false),
                    first_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_host_spool", x => new { x.host_id, x.epoch });
                }
            );

            migrationBuilder.CreateTable(
                name: "link_span",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    to = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_link_span", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "regression",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    severity = table.Column<int>(type: "INTEGER", nullable: false),
                    check = table.Column<string>(type: "TEXT", nullable: false),
                    summary = table.Column<string>(type: "TEXT", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: false),
                    after = table.Column<string>(type: "TEXT", nullable: false),
                    remedy = table.Column<string>(type: "TEXT", nullable: false),
                    changes = table.Column<string>(type: "TEXT", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    opened_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    caused_by = table.Column<long>(type: "INTEGER", nullable: true),
                    cause_kind = table.Column<int>(type: "INTEGER", nullable: true),
                    cause_rule = table.Column<string>(type: "TEXT", nullable: true),
                    cause_subject = table.Column<string>(type: "TEXT", nullable: true),
                    cause_resolved = table.Column<bool>(type: "INTEGER", nullable: false),
                    late = table.Column<bool>(type: "INTEGER", nullable: false),
                    accepted_by = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    accepted_until = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_regression", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "sample",
                columns: table => new
                {
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    start = table.Column<long>(type: "INTEGER", nullable: false),
                    count = table.Column<long>(type: "INTEGER", nullable: false),
                    sum = table.Column<double>(type: "REAL", nullable: false),
                    min = table.Column<double>(type: "REAL", nullable: false),
                    max = table.Column<double>(type: "REAL", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_sample",
                        x => new
                        {
                            x.host_id,
                            x.key,
                            x.seconds,
                            x.start,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "sample_latest",
                columns: table => new
                {
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<double>(type: "REAL", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sample_latest", x => new { x.host_id, x.key });
                }
            );

            migrationBuilder.CreateTable(
                name: "host_label",
                columns: table => new
                {
                    host_id = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_host_label", x => new { x.host_id, x.key });
                    table.ForeignKey(
                        name: "fk_host_label_host",
                        column: x => x.host_id,
                        principalTable: "host",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_agent_certificate_host_id",
                table: "agent_certificate",
                column: "host_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_document_hash",
                table: "document",
                column: "hash",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_event_bucket_seconds_start",
                table: "event_bucket",
                columns: new[] { "seconds", "start" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_event_count_seconds_start",
                table: "event_count",
                columns: new[] { "seconds", "start" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_event_line_at",
                table: "event_line",
                column: "at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_event_line_host_id_at",
                table: "event_line",
                columns: new[] { "host_id", "at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_fact_key_host_id",
                table: "fact",
                columns: new[] { "key", "host_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_fact_change_at",
                table: "fact_change",
                column: "at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_fact_change_host_id_at",
                table: "fact_change",
                columns: new[] { "host_id", "at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_fact_change_host_id_key_at",
                table: "fact_change",
                columns: new[] { "host_id", "key", "at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_finding_span_current",
                table: "finding_span",
                columns: new[] { "host_id", "rule", "subject" },
                unique: true,
                filter: "\"to\" IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_finding_span_host_id_from",
                table: "finding_span",
                columns: new[] { "host_id", "from" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_finding_span_to",
                table: "finding_span",
                column: "to"
            );

            migrationBuilder.CreateIndex(
                name: "ix_host_name",
                table: "host",
                column: "name",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_host_document_document_id",
                table: "host_document",
                column: "document_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_host_label_key_value",
                table: "host_label",
                columns: new[] { "key", "value" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_host_position_judge_again_at",
                table: "host_position",
                column: "judge_again_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_link_span_current",
                table: "link_span",
                column: "host_id",
                unique: true,
                filter: "\"to\" IS NULL"
            );

            migrationBuilder.CreateIndex(
                name: "ix_link_span_host_id_from",
                table: "link_span",
                columns: new[] { "host_id", "from" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_regression_caused_by",
                table: "regression",
                column: "caused_by"
            );

            migrationBuilder.CreateIndex(
                name: "ix_regression_host_id_opened_at",
                table: "regression",
                columns: new[] { "host_id", "opened_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_regression_opened_at",
                table: "regression",
                column: "opened_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_regression_unresolved",
                table: "regression",
                columns: new[] { "host_id", "kind", "rule", "subject" },
                unique: true,
                filter: "state <> 3"
            );

            migrationBuilder.CreateIndex(
                name: "ix_sample_seconds_start",
                table: "sample",
                columns: new[] { "seconds", "start" }
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "agent_certificate");

            migrationBuilder.DropTable(name: "audit_entry");

            migrationBuilder.DropTable(name: "baseline");

            migrationBuilder.DropTable(name: "check_run");

            migrationBuilder.DropTable(name: "document");

            migrationBuilder.DropTable(name: "enrolment_token");

            migrationBuilder.DropTable(name: "event_bucket");

            migrationBuilder.DropTable(name: "event_count");

            migrationBuilder.DropTable(name: "event_line");

            migrationBuilder.DropTable(name: "fact");

            migrationBuilder.DropTable(name: "fact_change");

            migrationBuilder.DropTable(name: "finding_span");

            migrationBuilder.DropTable(name: "host_document");

            migrationBuilder.DropTable(name: "host_label");

            migrationBuilder.DropTable(name: "host_position");

            migrationBuilder.DropTable(name: "host_spool");

            migrationBuilder.DropTable(name: "link_span");

            migrationBuilder.DropTable(name: "regression");

            migrationBuilder.DropTable(name: "sample");

            migrationBuilder.DropTable(name: "sample_latest");

            migrationBuilder.DropTable(name: "host");
        }
    }
}
