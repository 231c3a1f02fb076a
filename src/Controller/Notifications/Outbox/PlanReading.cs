using System.Collections.Immutable;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Planning;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.Notifications.Outbox;

/// <summary>What a plan is made of, from one snapshot of the database.</summary>
/// <param name="Input">For the planner.</param>
/// <param name="From">Where the feed was taken up.</param>
/// <param name="Position">The newest event that was looked at.</param>
/// <param name="IsAll">The feed has no more.</param>
internal sealed record PlanReading(PlanInput Input, long From, long Position, bool IsAll)
{
    /// <summary>The feed's reader that planning is.</summary>
    public const string Reader = "notifications";

    /// <summary>A host that was silent for less is not yet news.</summary>
    public static readonly TimeSpan OfflineAfter = TimeSpan.FromMinutes(5);

    private const int MostEvents = 2000;

    // Below the variables that one statement may have.
    private const int Chunk = 5000;

    /// <param name="db">The snapshot.</param>
    /// <param name="inForce">The policy that holds now, and operators' silences.</param>
    /// <param name="now">Now.</param>
    /// <param name="began">When the controller began to plan.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<PlanReading> ReadAsync(
        FleetDb db,
        PolicyInForce inForce,
        DateTimeOffset now,
        DateTimeOffset began,
        CancellationToken cancellation
    )
    {
        var policy = inForce.Policy.Notifications;
        var from = await db
            .FeedCursors.Where(row => row.Reader == Reader)
            .Select(row => row.Position)
            .FirstOrDefaultAsync(cancellation);
        var events = await db
            .RegressionEvents.Where(row => row.Id > from)
            .OrderBy(row => row.Id)
            .Take(MostEvents)
            .ToListAsync(cancellation);
        var groups = await db
            .NotificationGroups.Where(row => row.ResolvedAt == null)
            .OrderBy(row => row.Id)
            .ToListAsync(cancellation);
        var living = groups.Select(GroupRows.Read).ToImmutableArray();
        var news = policy.Receivers.IsEmpty
            ? []
            : events
                .Where(row => !row.Late)
                .Select(row => new News(RegressionTopics.RefOf(row.RegressionId), row.Kind))
                .Where(each => each.IsTold)
                .ToImmutableArray();
        return new(
            new PlanInput
            {
                Now = now,
                Policy = policy,
                News = news,
                Topics = await TopicsAsync(
                    db,
                    inForce,
                    now,
                    isSettled: now - began >= OfflineAfter,
                    news,
                    living,
                    cancellation
                ),
                Groups = living,
            },
            from,
            events.Count == 0 ? from : events[^1].Id,
            events.Count < MostEvents
        );
    }

    private static async Task<ImmutableDictionary<string, Topic>> TopicsAsync(
        FleetDb db,
        PolicyInForce inForce,
        DateTimeOffset now,
        bool isSettled,
        ImmutableArray<News> news,
        ImmutableArray<NoticeGroup> groups,
        CancellationToken cancellation
    )
    {
        if (inForce.Policy.Notifications.Receivers.IsEmpty && groups.IsEmpty)
        {
            return ImmutableDictionary<string, Topic>.Empty;
        }

        var refs = news.Select(each => each.Ref)
            .Concat(groups.SelectMany(group => group.Members).Select(member => member.Ref))
            .ToHashSet(StringComparer.Ordinal);
        var regressions = await RegressionsAsync(
            db,
            [.. refs.Where(each => each[0] == 'r').Select(RegressionTopics.IdOf)],
            cancellation
        );
        var silent = await db
            .Links.Where(row =>
                row.To == null && row.State == LinkState.Offline && row.From <= now - OfflineAfter
            )
            .ToDictionaryAsync(row => row.HostId, row => row.From, cancellation);
        var wanted = refs.Where(each => each[0] == 'h')
            .Select(each => (int)RegressionTopics.IdOf(each))
            // Just begun, the controller has not been heard by hosts that wait to come back.
            .Concat(isSettled ? silent.Keys : [])
            .ToHashSet();
        var hosts = await HostsAsync(
            db,
            [.. regressions.Select(row => row.HostId).Concat(wanted).Distinct()],
            cancellation
        );
        return regressions
            .Where(row => hosts.ContainsKey(row.HostId))
            .Select(row =>
                RegressionTopics.Of(row, hosts[row.HostId], silent.ContainsKey(row.HostId), [])
            )
            .Concat(
                wanted
                    .Where(hosts.ContainsKey)
                    .Select(id => SilentHost(id, hosts[id], inForce, silent, groups, now))
            )
            .ToImmutableDictionary(topic => topic.Ref);
    }

    private static Topic SilentHost(
        int id,
        HostIdentity host,
        PolicyInForce inForce,
        Dictionary<int, DateTimeOffset> silent,
        ImmutableArray<NoticeGroup> groups,
        DateTimeOffset now
    )
    {
        if (!silent.TryGetValue(id, out var since))
        {
            var topic = RegressionTopics.RefOf(id);
            var member = groups.SelectMany(group => group.Members).First(one => one.Ref == topic);
            return RegressionTopics.Offline(id, host, TopicState.Over, member.Since);
        }

        var isSilenced = inForce
            .Policy.Silences.Where(silence => silence.Hosts.Matches(host))
            .Concat(inForce.Silences.For(host))
            .Any(silence => silence.Rule is "" or Topic.OfflineRule && silence.Window.Holds(now));
        return RegressionTopics.Offline(
            id,
            host,
            isSilenced ? TopicState.Quiet : TopicState.Open,
            since
        );
    }

    private static async Task<List<RegressionRow>> RegressionsAsync(
        FleetDb db,
        long[] ids,
        CancellationToken cancellation
    )
    {
        var rows = new List<RegressionRow>(ids.Length);
        foreach (var some in ids.Chunk(Chunk))
        {
            rows.AddRange(
                await db.Regressions.Where(row => some.Contains(row.Id)).ToListAsync(cancellation)
            );
        }

        return rows;
    }

    private static async Task<Dictionary<int, HostIdentity>> HostsAsync(
        FleetDb db,
        int[] ids,
        CancellationToken cancellation
    )
    {
        var hosts = new Dictionary<int, HostIdentity>(ids.Length);
        foreach (var some in ids.Chunk(Chunk))
        {
            var rows = await db
                .Hosts.Where(row => some.Contains(row.Id))
                .Include(row => row.Labels)
                .ToListAsync(cancellation);
            foreach (var row in rows)
            {
                hosts[row.Id] = new HostIdentity(
                    row.Name,
                    row.Labels.ToImmutableSortedDictionary(
                        label => label.Key,
                        label => label.Value,
                        StringComparer.Ordinal
                    )
                );
            }
        }

        return hosts;
    }
}
