using System.Collections.Immutable;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Queries;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Silences;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Api.Operating;

/// <summary>Silences that operators make: stored, in force at once, and the hosts concerned judged again.</summary>
public sealed class SilenceBook(
    SilenceStore store,
    OperatorSilences inForce,
    FleetQueries queries,
    HostActors actors,
    TimeProvider time
)
{
    public Task<IReadOnlyList<SilenceRow>> ListAsync(CancellationToken cancellationToken) =>
        store.ListAsync(time.GetUtcNow(), cancellationToken);

    /// <summary>Makes one that begins now.</summary>
    public async Task<SilenceRow> AddAsync(
        HostSelector hosts,
        string rule,
        TimeSpan lasts,
        string reason,
        string by,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var row = Row(0, now);
        var kept = Row(await store.AddAsync(row, cancellationToken), now);
        await ForceAsync(kept, cancellationToken);
        return kept;

        SilenceRow Row(long id, DateTimeOffset from) =>
            new()
            {
                Id = id,
                Host = hosts.Host,
                Labels = StoredJson.Write(hosts.Labels),
                Rule = rule,
                Reason = reason,
                By = by,
                From = from,
                Until = from + lasts,
            };
    }

    /// <summary>Ends one now; null: there is none with that id that has not ended.</summary>
    public async Task<SilenceRow?> EndAsync(long id, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = (await ListAsync(cancellationToken)).FirstOrDefault(each => each.Id == id);
        if (row is null || !await store.EndAsync(id, by, now, cancellationToken))
        {
            return null;
        }

        var ended = new SilenceRow
        {
            Id = id,
            Host = row.Host,
            Labels = row.Labels,
            Rule = row.Rule,
            Reason = row.Reason,
            By = row.By,
            From = row.From,
            Until = now,
        };
        await ForceAsync(ended, cancellationToken);
        return ended;
    }

    private async Task ForceAsync(SilenceRow row, CancellationToken cancellationToken)
    {
        var silence = SilenceStore.Of(row);
        inForce.Forget(time.GetUtcNow());
        inForce.Set(silence);
        var hosts = await queries.HostsAsync(
            ImmutableDictionary<string, string>.Empty,
            cancellationToken
        );
        var concerned = hosts.Where(host =>
            host.OpenRegressions > 0 && silence.Hosts.Matches(new(host.Name, host.Labels))
        );
        await actors.JudgeAgainAsync([.. concerned.Select(host => host.Id)], cancellationToken);
    }
}
