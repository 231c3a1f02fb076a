using Fleet.Controller.History.Writing;
using Fleet.Controller.Judging.Live;

namespace Fleet.Controller.History.Hosts;

/// <summary>Moves a host on: the first statement of each of its commits, and the fence.</summary>
internal static class PositionWriting
{
    /// <exception cref="StaleHostException">Another commit came between.</exception>
    public static void Write(WriteSession session, HostCommit commit)
    {
        var changes = commit.Changes;
        var spool = changes.Spool;
        var moved = session.Run(
            """
            UPDATE host_position SET spool_id = $3, epoch = $4, next_seq = $5, last_at = $6, catch_up_to = $7,
                received_at = $8, judge_again_at = $9, events_from = $10, version = version + 1,
                quarantined_at = CASE WHEN $11 THEN $8 ELSE quarantined_at END
            WHERE host_id = $1 AND version = $2
            """,
            changes.HostId,
            commit.OnVersion,
            spool.SpoolId,
            spool.Epoch,
            spool.NextSeq,
            spool.LastAt,
            spool.CatchUpTo,
            changes.ReceivedAt,
            changes.JudgeAgainAt,
            commit.After.Events is [var oldest, ..] ? oldest.Start : null,
            commit.Quarantines
        );
        if (moved == 0)
        {
            throw new StaleHostException(changes.HostId);
        }

        if (commit.Opened is { } hello)
        {
            WriteOpening(session, commit, hello.AgentVersion);
        }
    }

    private static void WriteOpening(WriteSession session, HostCommit commit, string agentVersion)
    {
        var (changes, spool) = (commit.Changes, commit.Changes.Spool);
        session.Run(
            "UPDATE host SET agent_version = $2 WHERE id = $1 AND agent_version <> $2",
            changes.HostId,
            agentVersion
        );
        session.Run(
            """
            INSERT INTO host_spool(host_id, epoch, spool_id, first_seq, opened_at) VALUES($1, $2, $3, $4, $5)
            ON CONFLICT(host_id, epoch) DO NOTHING
            """,
            changes.HostId,
            spool.Epoch,
            spool.SpoolId,
            spool.NextSeq,
            changes.ReceivedAt
        );
    }
}
