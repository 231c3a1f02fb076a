using System.Collections.Immutable;
using Fleet.Checks.Probe;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Diagnosis.Reach;

/// <summary>
/// Who looks at whom. Pure, and the same for the same fleet: each host with an sshd gets at most three vantage points, two in other networks where there are such and one neighbour, so that
/// a dead host, a dead router and a cut network look different. Targets are spread over the fleet by a hash of both names.
/// </summary>
public static class ReachPlan
{
    /// <summary>The most vantage points a target has.</summary>
    public const int MostVantages = 3;

    /// <summary>The most targets a vantage point has: the only host of a far network is not to look at all others.</summary>
    public const int MostTargets = 50;

    private const int FarVantages = 2;

    /// <summary>The duties of each host that is up, by its id; none is an empty list.</summary>
    public static ImmutableDictionary<int, ImmutableArray<ReachTarget>> Of(
        IReadOnlyList<PlaceAnswer> hosts
    )
    {
        var up = hosts.Where(IsUp).ToList();
        var duties = up.ToDictionary(
            host => host.Id,
            _ => ImmutableArray.CreateBuilder<ReachTarget>()
        );
        foreach (var target in hosts.Where(host => !host.Ssh.Sockets.IsEmpty))
        {
            var free = up.Where(host =>
                host.Id != target.Id && duties[host.Id].Count < MostTargets
            );
            var chosen = Chosen(target, free);
            for (var i = 0; i < chosen.Count; i++)
            {
                duties[chosen[i].Id]
                    .Add(
                        new ReachTarget(
                            target.Name,
                            target.Ssh.Sockets,
                            ReachBook.ShortestInterval * chosen.Count,
                            ReachBook.ShortestInterval * i
                        )
                    );
            }
        }

        return duties.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToImmutable());
    }

    private static List<PlaceAnswer> Chosen(PlaceAnswer target, IEnumerable<PlaceAnswer> free)
    {
        var ranked = free.OrderByDescending(host => Differs(target, host))
            .ThenBy(host => Mix(target.Name, host.Name))
            .ThenBy(host => host.Name, StringComparer.Ordinal)
            .ToLookup(host => IsNeighbour(target, host));
        var far = ranked[false].ToList();
        var near = ranked[true].ToList();
        var chosen = new List<PlaceAnswer>();
        while (far.Count > 0 && chosen.Count < (near.Count > 0 ? FarVantages : MostVantages))
        {
            // From a network that none of the chosen is in, while there is one.
            var next =
                far.Find(host => !chosen.Exists(other => IsNeighbour(host, other))) ?? far[0];
            far.Remove(next);
            chosen.Add(next);
        }

        return [.. chosen, .. near.Take(MostVantages - chosen.Count)];
    }

    private static bool IsUp(PlaceAnswer host) =>
        host.Link is LinkState.Online or LinkState.CatchingUp or LinkState.Late;

    private static bool IsNeighbour(PlaceAnswer one, PlaceAnswer other) =>
        one.Ssh.Networks.Any(network => other.Ssh.Networks.Contains(network));

    private static bool Differs(PlaceAnswer one, PlaceAnswer other) =>
        other.Labels.Any(label =>
            one.Labels.TryGetValue(label.Key, out var value) && value != label.Value
        );

    // FNV-1a and an avalanche: it is the same everywhere and for ever, and names that differ in a digit are far apart.
    private static uint Mix(string target, string vantage)
    {
        var hash = 2166136261u;
        foreach (var c in target.Append('\0').Concat(vantage))
        {
            hash = (hash ^ c) * 16777619u;
        }

        hash = (hash ^ (hash >> 16)) * 0x85ebca6bu;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
        return hash ^ (hash >> 16);
    }
}
