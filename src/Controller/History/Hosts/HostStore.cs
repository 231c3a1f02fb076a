using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Writing;
using Fleet.Controller.Judging.Live;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Hosts;

/// <summary>What judging remembers of hosts, in the database.</summary>
public sealed class HostStore(HistoryDatabase database) : IHostStore
{
    private const int WidestGap = 2;

    public Task<StoredHost> LoadAsync(int hostId, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            (db, cancellation) => HostLoading.LoadAsync(db, hostId, cancellation),
            cancellationToken
        );

    public Task<IReadOnlyList<StoredHost>> LoadManyAsync(
        IReadOnlyList<int> hostIds,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync(
            (db, cancellation) => LoadManyAsync(db, hostIds, cancellation),
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

    /// <summary>Ids that lie close together are asked for as a range: what lies between is read in vain, and costs less than another question.</summary>
    private static async Task<IReadOnlyList<StoredHost>> LoadManyAsync(
        FleetDb db,
        IReadOnlyList<int> hostIds,
        CancellationToken cancellation
    )
    {
        var loaded = new List<StoredHost>(hostIds.Count);
        for (var from = 0; from < hostIds.Count; )
        {
            var to = from;
            while (to + 1 < hostIds.Count && hostIds[to + 1] - hostIds[to] <= WidestGap)
            {
                to++;
            }

            var wanted = hostIds.Skip(from).Take(to - from + 1).ToHashSet();
            var range = await HostRange.LoadAsync(db, hostIds[from], hostIds[to], cancellation);
            loaded.AddRange(range.Where(host => wanted.Contains(host.State.HostId)));
            from = to + 1;
        }

        return loaded;
    }

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
