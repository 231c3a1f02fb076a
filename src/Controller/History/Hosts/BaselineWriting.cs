using Fleet.Controller.History.Writing;
using Fleet.Controller.Judging;

namespace Fleet.Controller.History.Hosts;

/// <summary>Accepted values.</summary>
internal static class BaselineWriting
{
    public static void Write(WriteSession session, HostChanges changes)
    {
        foreach (var (key, baseline) in changes.Baselines)
        {
            if (baseline is null)
            {
                session.Run(
                    "DELETE FROM baseline WHERE host_id = $1 AND key = $2",
                    changes.HostId,
                    key
                );
                continue;
            }

            session.Run(
                """
                INSERT INTO baseline(host_id, key, value, by, reason, until) VALUES($1, $2, $3, $4, $5, $6)
                ON CONFLICT(host_id, key) DO UPDATE SET value = excluded.value, by = excluded.by,
                    reason = excluded.reason, until = excluded.until
                """,
                changes.HostId,
                key,
                baseline.Value,
                baseline.By,
                baseline.Reason,
                baseline.Until
            );
        }
    }
}
