using Fleet.Controller.Judging;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Schema;

/// <summary>The schema, its migrations and the queries over it. Written to by prepared commands of the one writer, never through this.</summary>
public sealed class FleetDb(DbContextOptions<FleetDb> options) : DbContext(options)
{
    public DbSet<HostRow> Hosts => Set<HostRow>();
    public DbSet<HostPositionRow> Positions => Set<HostPositionRow>();
    public DbSet<HostSpoolRow> Spools => Set<HostSpoolRow>();
    public DbSet<LinkSpanRow> Links => Set<LinkSpanRow>();
    public DbSet<AgentCertificateRow> Certificates => Set<AgentCertificateRow>();
    public DbSet<EnrolmentTokenRow> Tokens => Set<EnrolmentTokenRow>();
    public DbSet<ApiTokenRow> ApiTokens => Set<ApiTokenRow>();
    public DbSet<AuditEntryRow> Audit => Set<AuditEntryRow>();
    public DbSet<CheckRunRow> Checks => Set<CheckRunRow>();
    public DbSet<FactRow> Facts => Set<FactRow>();
    public DbSet<FactChangeRow> FactChanges => Set<FactChangeRow>();
    public DbSet<DocumentRow> Documents => Set<DocumentRow>();
    public DbSet<HostDocumentRow> HostDocuments => Set<HostDocumentRow>();
    public DbSet<SampleLatestRow> LatestSamples => Set<SampleLatestRow>();
    public DbSet<SampleRow> Samples => Set<SampleRow>();
    public DbSet<EventBucketRow> EventBuckets => Set<EventBucketRow>();
    public DbSet<EventCountRow> EventCounts => Set<EventCountRow>();
    public DbSet<EventLineRow> EventLines => Set<EventLineRow>();
    public DbSet<FindingSpanRow> Findings => Set<FindingSpanRow>();
    public DbSet<BaselineRow> Baselines => Set<BaselineRow>();
    public DbSet<RegressionRow> Regressions => Set<RegressionRow>();
    public DbSet<RegressionEventRow> RegressionEvents => Set<RegressionEventRow>();
    public DbSet<SilenceRow> Silences => Set<SilenceRow>();
    public DbSet<PolicyRow> Policies => Set<PolicyRow>();
    public DbSet<FeedCursorRow> FeedCursors => Set<FeedCursorRow>();
    public DbSet<NotificationGroupRow> NotificationGroups => Set<NotificationGroupRow>();
    public DbSet<NotificationRow> Notifications => Set<NotificationRow>();
    public DbSet<SweepRow> Sweeps => Set<SweepRow>();
    public DbSet<SweepHostRow> SweepHosts => Set<SweepHostRow>();
    public DbSet<SweepResultRow> SweepResults => Set<SweepResultRow>();
    public DbSet<SweepScheduleRow> SweepSchedules => Set<SweepScheduleRow>();
    public DbSet<DiagnosisRow> Diagnoses => Set<DiagnosisRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<ulong>().HaveConversion<long>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder
            .Entity<HostRow>()
            .HasMany(host => host.Labels)
            .WithOne()
            .HasForeignKey(label => label.HostId);
        modelBuilder.Entity<DocumentRow>().HasIndex(row => row.Hash).IsUnique();
        modelBuilder
            .Entity<LinkSpanRow>()
            .HasIndex(row => row.HostId, "ix_link_span_current")
            .IsUnique()
            .HasFilter("\"to\" IS NULL");
        modelBuilder
            .Entity<FindingSpanRow>()
            .HasIndex(
                row => new
                {
                    row.HostId,
                    row.Rule,
                    row.Subject,
                },
                "ix_finding_span_current"
            )
            .IsUnique()
            .HasFilter("\"to\" IS NULL");
        modelBuilder
            .Entity<RegressionRow>()
            .HasIndex(
                row => new
                {
                    row.HostId,
                    row.Kind,
                    row.Rule,
                    row.Subject,
                },
                "ix_regression_remembered"
            )
            .IsUnique()
            .HasFilter("is_remembered = 1");
        SnakeCase.Name(modelBuilder.Model);
    }
}
