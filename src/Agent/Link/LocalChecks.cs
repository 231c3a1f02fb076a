using System.Collections.Immutable;
using Fleet.Agent.Schedule;
using Fleet.Checks.Catalog;
using Fleet.Checks.Host;
using Fleet.Checks.Probe;

namespace Fleet.Agent.Link;

/// <summary>What the controller may ask of the checks here.</summary>
/// <param name="Catalog">Those there are.</param>
/// <param name="Rounds">Runs them.</param>
/// <param name="Assign">Takes an assignment.</param>
public sealed record LocalChecks(
    CheckCatalog Catalog,
    CheckRounds Rounds,
    Func<ulong, ImmutableArray<AssignedCheck>, Task> Assign
)
{
    /// <summary>Whom this host looks at from outside; null: nobody.</summary>
    public ReachBook? Reach { get; init; }

    /// <summary>Where assignments are kept; null: nowhere.</summary>
    public KeptAssignment? Kept { get; init; }

    /// <summary>The host, for diagnostics that are no checks; null: there are none.</summary>
    public IHost? Host { get; init; }

    /// <summary>The checks of these ids, all where none is named; ids that are not known here are left out.</summary>
    public ImmutableArray<Check> Named(IReadOnlyCollection<string> ids) =>
        ids.Count == 0
            ? Catalog.Checks
            : [.. Catalog.Checks.Where(check => ids.Contains(check.Declaration.Id))];

    /// <summary>Runs checks now, each as a record of its own.</summary>
    public Task RunAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        Task.WhenAll(
            Named(ids).Select(check => Rounds.RunAsync(check, mayFold: false, cancellationToken))
        );
}
