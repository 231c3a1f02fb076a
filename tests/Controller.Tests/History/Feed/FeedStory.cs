using Fleet.Controller.History.Links;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Tests.History.Feed;

/// <summary>Makes things happen in a database, a second apart: real regressions and links, and rows of sweeps and policies.</summary>
internal sealed class FeedStory(TempDatabase temp, FakeTime time)
{
    private readonly Dictionary<string, StoredHostStory> _hosts = new(StringComparer.Ordinal);

    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<StoredHostStory> HostAsync(string name)
    {
        if (!_hosts.TryGetValue(name, out var story))
        {
            _hosts[name] = story = await StoredHostStory.BeginAsync(temp, name, time);
        }

        return story;
    }

    /// <summary>Good, then bad: a regression opens.</summary>
    public async Task RegressesAsync(string host)
    {
        var story = await HostAsync(host);
        await story.SeesAsync("t.state", "decided/a=good");
        await story.SeesAsync("t.state", "decided/a=bad");
    }

    public async Task LinkAsync(string host, LinkState state) =>
        await new LinkStore(temp.Open).SaveAsync(
            (await HostAsync(host)).HostId,
            state,
            Tick(),
            default
        );

    public Task LabelAsync(int host, string key, string value) =>
        temp.Open.Writer.CommitAsync(
            session =>
                session.Run(
                    "INSERT INTO host_label(host_id, key, value) VALUES($1, $2, $3)",
                    host,
                    key,
                    value
                ),
            default
        );

    public Task<long> SweepBeginsAsync(params int[] hosts) =>
        temp.Open.Writer.CommitAsync(
            session =>
            {
                var id = session.Scalar<long>(
                    """
                    INSERT INTO sweep(profile, profile_text, profile_view, is_stored, selection, by, policy_version, started_at, deadline, state)
                    VALUES('ssh-baseline', '', '', 0, 'every host', 'alice', 1, $1, $1, $2) RETURNING id
                    """,
                    Tick(),
                    SweepState.Running
                );
                foreach (var host in hosts)
                {
                    session.Run(
                        """
                        INSERT INTO sweep_host(sweep_id, host_id, name, labels, state, reason, asked, passed, warned, failed, unknown, waived, manual, not_applicable)
                        VALUES($1, $2, 'x', '{}', 1, '', 0, 0, 0, 0, 0, 0, 0, 0)
                        """,
                        id,
                        host
                    );
                }

                return id;
            },
            default
        );

    public Task SweepEndsAsync(long id) =>
        temp.Open.Writer.CommitAsync(
            session =>
                session.Run(
                    "UPDATE sweep SET ended_at = $2, state = $3 WHERE id = $1",
                    id,
                    Tick(),
                    SweepState.Ended
                ),
            default
        );

    public Task PolicyAsync(string reason = "") =>
        temp.Open.Writer.CommitAsync(
            session =>
                session.Run(
                    "INSERT INTO policy(applied_at, by, reason, file, text) VALUES($1, 'alice', $2, 'p.yaml', '')",
                    Tick(),
                    reason
                ),
            default
        );

    public Task ForgetRegressionsAsync() =>
        temp.Open.Writer.CommitAsync(session => session.Run("DELETE FROM regression"), default);

    private DateTimeOffset Tick()
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return Now;
    }
}
