using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging.Policies;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Queries;

/// <summary>What is stored of one host, as models take it.</summary>
public sealed record ModelInput(
    string Name,
    ImmutableSortedDictionary<string, string> Labels,
    JudgeInput Input
);

/// <summary>Facts and documents of many hosts, a few at a time, so that no snapshot is held for long. A document that hosts have in common is read once.</summary>
public sealed class ModelQueries(HistoryDatabase database)
{
    /// <summary>Hosts of one snapshot.</summary>
    private const int AtOnce = 64;

    /// <summary>Characters of documents that are kept for the hosts to come.</summary>
    private const long MostKept = 32L << 20;

    /// <summary>Hosts in the order of their names.</summary>
    /// <param name="host">One host; empty: all.</param>
    /// <param name="labels">Labels that a host must have.</param>
    /// <param name="checks">The checks whose facts and documents are wanted.</param>
    /// <param name="policy">What the policy in force says for a host.</param>
    /// <param name="asOf">The moment asked about.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<ModelInput> HostsAsync(
        string host,
        IReadOnlyDictionary<string, string> labels,
        ImmutableArray<string> checks,
        Func<HostIdentity, Policy> policy,
        DateTimeOffset asOf,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var ids = await database.Reader.ReadAsync(
            (db, cancellation) => IdsAsync(db, host, labels, cancellation),
            cancellationToken
        );
        var bodies = new DocumentBodies(MostKept);
        foreach (var some in ids.Chunk(AtOnce))
        {
            var read = await database.Reader.ReadAsync(
                (db, cancellation) => ModelRows.ReadAsync(db, some, checks, bodies, cancellation),
                cancellationToken
            );
            foreach (var id in some)
            {
                if (read.Of(id) is { } found)
                {
                    yield return found with
                    {
                        Input = found.Input with
                        {
                            Policy = policy(new HostIdentity(found.Name, found.Labels)),
                            AsOf = asOf,
                        },
                    };
                }
            }
        }
    }

    private static Task<List<int>> IdsAsync(
        FleetDb db,
        string host,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellation
    )
    {
        var hosts = db.Hosts.Where(row => host == "" || row.Name == host);
        foreach (var (key, value) in labels)
        {
            hosts = hosts.Where(row =>
                row.Labels.Any(label => label.Key == key && label.Value == value)
            );
        }

        return hosts.OrderBy(row => row.Name).Select(row => row.Id).ToListAsync(cancellation);
    }
}

/// <summary>Bodies by document id; all are forgotten once they take more than <paramref name="most"/> characters.</summary>
internal sealed class DocumentBodies(long most)
{
    private readonly Dictionary<long, string> _known = [];
    private long _kept;

    /// <summary>The bodies of these documents.</summary>
    public async Task<IReadOnlyDictionary<long, string>> OfAsync(
        FleetDb db,
        IReadOnlyCollection<long> ids,
        CancellationToken cancellation
    )
    {
        if (_kept > most)
        {
            _known.Clear();
            _kept = 0;
        }

        var missing = ids.Where(id => !_known.ContainsKey(id)).ToList();
        var rows = await db
            .Documents.Where(row => missing.Contains(row.Id))
            .Select(row => new { row.Id, row.Body })
            .ToListAsync(cancellation);
        foreach (var row in rows)
        {
            _known[row.Id] = row.Body;
            _kept += row.Body.Length;
        }

        return _known;
    }
}
