using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>
/// Who tries to log in, who gets in, and what sshd itself says is wrong: events of sshd's log, each counted once. Facts: <c>auth_log/source = /var/log/auth.log</c>.
/// </summary>
public sealed class SshAuthLogCheck : Check
{
    /// <summary>The check's id.</summary>
    public const string Id = "ssh.auth_log";

    internal const string Prefix = "auth_log";
    internal const string SourceKey = "auth_log/source";
    internal const long FirstRunBytes = 8 << 20;
    internal const long RunBytes = 16 << 20;
    private static readonly TimeSpan FirstRunReach = TimeSpan.FromHours(1);

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = Id,
            Version = 1,
            Title = "what sshd's log says: attempts, logins, refusals",
            Description =
                "Follows /var/log/auth.log (secure, messages) through rotation, or the journal, by a cursor: no line is counted twice. Events are counted per five "
                + "minutes by kind, user and source, and the latest raw lines are kept. The first run looks back one hour. A rotated file that is already compressed "
                + "cannot be finished. At LogLevel INFO a refused key leaves no line of its own: why a login failed is for the other checks to say.",
            Interval = TimeSpan.FromMinutes(1),
            Keys =
            [
                new KeyDeclaration(
                    SourceKey,
                    KeyUse.Inventory,
                    "which log is read: a path, or journal",
                    "/var/log/auth.log"
                ),
            ],
            Needs = [Capability.ReadPrivileged, Capability.ReadJournal],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new AcceptedAfterFailuresRule(),
        new BruteForceRule(),
        new PasswordSprayRule(),
        .. LockOutRule.All,
    ];

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        if (await SshdPresence.MissingAsync(context.Host, cancellationToken) is { } missing)
        {
            seen.Cover(Prefix, CoverageState.Absent, missing);
            seen.NotApplicable(missing);
            return;
        }

        var cursor = LogCursor.Parse(context.Cursor);
        var choice = await LogChoice.MakeAsync(context.Host, cursor, cancellationToken);
        if (!choice.IsOk)
        {
            Unreadable(seen, choice.State, choice.Reason);
            return;
        }

        var looks = await context.Host.AskAsync(new ListOwnLooks(), cancellationToken);
        var tally = new EventTally(looks.IsOk ? looks.Value : []);
        var place = choice.Value.Path is { } path
            ? await FromFileAsync(context.Host, path, cursor, tally, cancellationToken)
            : await FromJournalAsync(context.Host, cursor, tally, cancellationToken);
        if (!place.IsOk)
        {
            Unreadable(seen, place.State, place.Reason);
            return;
        }

        seen.Fact(SourceKey, choice.Value.Path ?? "journal");
        seen.Cover(
            Prefix,
            place.Value.Missing is null ? CoverageState.Complete : CoverageState.Truncated,
            place.Value.Missing
        );
        seen.Cursor = place.Value.Cursor.ToString();
        tally.WriteTo(seen);
    }

    private static async ValueTask<Reply<LogPlace>> FromFileAsync(
        IHost host,
        string path,
        LogCursor? cursor,
        EventTally tally,
        CancellationToken cancellationToken
    )
    {
        var now = host.Time.GetUtcNow();
        var zone = await HostZone.ReadAsync(host, cancellationToken);
        var follows = cursor is FileCursor file && file.Path == path;
        var notBefore = follows
            ? DateTimeOffset.MinValue
            : (cursor as JournalCursor)?.At ?? now - FirstRunReach;
        var feed = new LineFeed(tally, new StampClock(zone, now), notBefore);
        var follower = new FileFollower(host, path, feed, RunBytes);
        return follows
            ? await follower.ContinueAsync((FileCursor)cursor!, cancellationToken)
            : await follower.StartAsync(FirstRunBytes, cancellationToken);
    }

    private static async ValueTask<Reply<LogPlace>> FromJournalAsync(
        IHost host,
        LogCursor? cursor,
        EventTally tally,
        CancellationToken cancellationToken
    )
    {
        var now = host.Time.GetUtcNow();
        var from = cursor as JournalCursor ?? JournalCursor.Since(now - FirstRunReach);
        if (cursor is FileCursor file)
        {
            // The file ended when it was last written; what came later is in the journal.
            var status = await host.AskAsync(new GetStatus(file.Path), cancellationToken);
            from = JournalCursor.Since(status.IsOk ? status.Value.ModifiedAt.AddSeconds(1) : now);
        }

        return await new JournalFollower(host, tally).ReadAsync(from, cancellationToken);
    }

    private static void Unreadable(ObservationBuilder seen, ReplyState state, string reason) =>
        seen.Cover(
            Prefix,
            state == ReplyState.Absent ? CoverageState.Absent : CoverageState.Unreadable,
            reason
        );
}
