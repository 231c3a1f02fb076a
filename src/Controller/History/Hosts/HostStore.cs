using Fleet.Controller.History.Writing;
using Fleet.Controller.Judging.Live;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Hosts;

/// <summary>What judging remembers of hosts, in the database.</summary>
public sealed class HostStore(HistoryDatabase database) : IHostStore
{
    public Task<StoredHost> LoadAsync(int hostId, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            (db, cancellation) => HostLoading.LoadAsync(db, hostId, cancellation),
            cancellationToken
        );

    public Task CommitAsync(HostCommit commit) =>
        database.Writer.CommitAsync(
            session =>
            {
                Write(session, commit);
                return true;
            },
            CancellationToken.None
        );

    public Task<IReadOnlyList<(int HostId, DateTimeOffset At)>> ListJudgeAgainAsync(
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<(int, DateTimeOffset)>>(
            async (db, cancellation) =>
            {
                var rows = await db
                    .Positions.Where(row => row.JudgeAgainAt != null)
                    .Select(row => new { row.HostId, row.JudgeAgainAt })
                    .ToListAsync(cancellation);
                return [.. rows.Select(row => (row.HostId, row.JudgeAgainAt!.Value))];
            },
            cancellationToken
        );

    private static void Write(WriteSession session, HostCommit commit)
    {
        PositionWriting.Write(session, commit);
        FactWriting.Write(session, commit.Changes);
        DocumentWriting.Write(session, commit.Changes);
        SeriesWriting.Write(session, commit.Changes);
        FindingWriting.Write(session, commit.Changes);
        BaselineWriting.Write(session, commit.Changes);
        RegressionWriting.Write(session, commit.Changes);
        if (commit.Act is { } act)
        {
            AuditLog.Write(
                session,
                new AuditEntry(
                    commit.Changes.ReceivedAt,
                    act.Actor,
                    act.Action,
                    act.Subject,
                    act.Detail
                )
            );
        }
    }
}
