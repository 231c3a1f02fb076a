using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Queries;

/// <summary>The rows of some hosts, read together.</summary>
internal sealed class ModelRows
{
    private readonly Dictionary<int, ModelInput> _hosts = [];

    public ModelInput? Of(int host) => _hosts.GetValueOrDefault(host);

    public static async Task<ModelRows> ReadAsync(
        FleetDb db,
        int[] hosts,
        ImmutableArray<string> checks,
        DocumentBodies bodies,
        CancellationToken cancellation
    )
    {
        var asked = checks.ToArray();
        var named = await db
            .Hosts.Where(row => hosts.Contains(row.Id))
            .Select(row => new
            {
                row.Id,
                row.Name,
                Labels = row.Labels.Select(label => new { label.Key, label.Value }).ToList(),
            })
            .ToListAsync(cancellation);
        var runs = (
            await db
                .Checks.Where(row => hosts.Contains(row.HostId) && asked.Contains(row.Check))
                .ToListAsync(cancellation)
        ).ToLookup(row => row.HostId);
        var facts = (
            await db
                .Facts.Where(row => hosts.Contains(row.HostId) && asked.Contains(row.Check))
                .ToListAsync(cancellation)
        ).ToLookup(
            row => (row.HostId, row.Check),
            row => new HeldFact(new Fact(row.Key, row.Value, row.Source), row.IsStale)
        );
        var documents = await DocumentsAsync(db, hosts, runs, bodies, cancellation);
        var read = new ModelRows();
        foreach (var host in named)
        {
            read._hosts[host.Id] = new ModelInput(
                host.Name,
                host.Labels.ToImmutableSortedDictionary(label => label.Key, label => label.Value),
                new JudgeInput
                {
                    Checks = runs[host.Id]
                        .ToImmutableDictionary(
                            row => row.Check,
                            row => Facts(row, facts[(host.Id, row.Check)])
                        ),
                    Documents = documents[host.Id].ToImmutableDictionary(one => one.Name),
                    Policy = Policy.BuiltIn,
                    AsOf = default,
                }
            );
        }

        return read;
    }

    private static CheckFacts Facts(CheckRunRow run, IEnumerable<HeldFact> facts) =>
        CheckFacts.Restore(
            facts,
            StoredJson.Coverages(run.Coverage),
            run.Status,
            run.Reason,
            run.CheckVersion
        );

    /// <summary>Documents that the checks asked for have stored: others' are left where they are.</summary>
    private static async Task<ILookup<int, Document>> DocumentsAsync(
        FleetDb db,
        int[] hosts,
        ILookup<int, CheckRunRow> runs,
        DocumentBodies bodies,
        CancellationToken cancellation
    )
    {
        var owned = runs.SelectMany(host =>
                host.SelectMany(run =>
                    StoredJson.Texts(run.Documents).Select(name => (host.Key, name))
                )
            )
            .ToHashSet();
        var rows = (
            await db
                .HostDocuments.Where(row => hosts.Contains(row.HostId))
                .ToListAsync(cancellation)
        ).FindAll(row => owned.Contains((row.HostId, row.Name)));
        var texts = await bodies.OfAsync(
            db,
            [.. rows.Select(row => row.DocumentId).Distinct()],
            cancellation
        );
        return rows.ToLookup(
            row => row.HostId,
            row => new Document(row.Name, texts[row.DocumentId], row.Truncated)
        );
    }
}
