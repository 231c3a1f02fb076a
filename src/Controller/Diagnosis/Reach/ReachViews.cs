using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Catalog.SshReach;
using Fleet.Checks.Facts;
using Fleet.Checks.Probe;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Ingest.Sessions;

namespace Fleet.Controller.Diagnosis.Reach;

/// <summary>How a host's sshd is reached from elsewhere in the fleet: as seen last, or looked at now.</summary>
public sealed class ReachViews(FleetQueries queries, AgentSessions sessions)
{
    /// <summary>The most that one vantage point may take over its looks.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int MostTogether = 4;

    /// <summary>What the vantage points saw last, from their facts.</summary>
    /// <param name="host">The target's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImmutableArray<ReachSight>> SeenAsync(
        string host,
        CancellationToken cancellationToken
    )
    {
        var place = FactKey.Segment(host);
        var places = await queries.PlacesAsync(cancellationToken);
        var ever = await queries.FactsAsync($"{SshReachCheck.Ever}/{place}/**", cancellationToken);
        var reached = ever.Where(group => group.State == ReadingState.Present)
            .SelectMany(group =>
                group.Hosts.Select(from => (from, group.Key[(SshReachCheck.Ever.Length + 1)..]))
            )
            .ToHashSet();
        var groups = await queries.FactsAsync(
            $"{SshReachCheck.Prefix}/{place}/**",
            cancellationToken
        );
        return
        [
            .. groups
                .Where(group => group.State == ReadingState.Present)
                .SelectMany(group =>
                    group.Hosts.Select(from =>
                        Sight(from, places, group, reached.Contains((from, Rest(group))))
                    )
                )
                .OfType<ReachSight>()
                .OrderBy(sight => sight.EndPoint.ToString(), StringComparer.Ordinal)
                .ThenBy(sight => sight.From, StringComparer.Ordinal),
        ];
    }

    /// <summary>Has vantage points look at a host now, all at once. One sight an address and vantage point; what could not be asked has an empty outcome and says why.</summary>
    /// <param name="host">The target's name.</param>
    /// <param name="from">The vantage hosts' names; none: those that the plan gives the target.</param>
    /// <param name="mayAsk">Of these alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImmutableArray<ReachSight>> LookAsync(
        string host,
        IReadOnlyCollection<string> from,
        IReadOnlySet<string> mayAsk,
        CancellationToken cancellationToken
    )
    {
        var places = await queries.PlacesAsync(cancellationToken);
        var sockets = places.FirstOrDefault(p => p.Name == host)?.Ssh.Sockets ?? [];
        var plan = ReachPlan.Of(places);
        var vantages = places.Where(p =>
            mayAsk.Contains(p.Name)
            && (
                from.Count > 0
                    ? from.Contains(p.Name)
                    : plan.TryGetValue(p.Id, out var duties) && duties.Any(t => t.Host == host)
            )
        );
        var seen = await SeenAsync(host, cancellationToken);
        // Few at a time: sshd drops some of those that come together before they log in (sshd_config(5) MaxStartups).
        using var room = new SemaphoreSlim(MostTogether);
        var looks = await Task.WhenAll(
            vantages.Select(async vantage =>
            {
                await room.WaitAsync(cancellationToken);
                try
                {
                    return await FromAsync(vantage, host, sockets, seen, cancellationToken);
                }
                finally
                {
                    room.Release();
                }
            })
        );
        return [.. looks.SelectMany(each => each)];
    }

    /// <summary>Vantage hosts all over the fleet for one target, and how many others are connected.</summary>
    /// <param name="host">The target's name.</param>
    /// <param name="labels">What a vantage host must have.</param>
    /// <param name="mayAsk">Of these alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(ImmutableArray<string> From, int Left)> EverywhereAsync(
        string host,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlySet<string> mayAsk,
        CancellationToken cancellationToken
    ) =>
        ReachSpread.Of(
            host,
            (await queries.PlacesAsync(cancellationToken)).Where(place =>
                mayAsk.Contains(place.Name)
                && labels.All(label =>
                    place.Labels.TryGetValue(label.Key, out var value) && value == label.Value
                )
            )
        );

    /// <summary>Has one host look at any sockets of another one now: for a diagnosis from a vantage point.</summary>
    /// <param name="vantageId">The vantage host.</param>
    /// <param name="host">The target's name, for the record.</param>
    /// <param name="sockets">Where, at most 16.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<ProbeAnswer> ProbeAsync(
        int vantageId,
        string host,
        ImmutableArray<IPEndPoint> sockets,
        CancellationToken cancellationToken
    ) =>
        sessions.ProbeAsync(
            vantageId,
            new ReachTarget(host, sockets, TimeSpan.Zero, TimeSpan.Zero),
            Patience,
            cancellationToken
        );

    private async Task<IReadOnlyList<ReachSight>> FromAsync(
        PlaceAnswer vantage,
        string host,
        ImmutableArray<IPEndPoint> sockets,
        ImmutableArray<ReachSight> seen,
        CancellationToken cancellationToken
    )
    {
        var sights = new List<ReachSight>();
        if (sockets.IsEmpty)
        {
            return sights;
        }

        await foreach (var answer in ProbeAsync(vantage.Id, host, sockets, cancellationToken))
        {
            // What ended early speaks for the address that was not looked at.
            var at = answer is ProbeAnswer.Probed probed
                ? probed.EndPoint
                : sockets[Math.Min(sights.Count, sockets.Length - 1)];
            var outcome = Outcome(answer);
            sights.Add(
                new ReachSight(
                    vantage.Name,
                    vantage.Ssh.Networks,
                    at,
                    outcome,
                    outcome == ReachOutcome.Connected
                        || seen.Any(s =>
                            s.From == vantage.Name && s.EndPoint.Equals(at) && s.WasReached
                        ),
                    Note(answer),
                    (answer as ProbeAnswer.Probed)?.Local
                )
            );
        }

        return sights;
    }

    private static string Outcome(ProbeAnswer answer) =>
        answer is ProbeAnswer.Probed probed
            ? ReachOutcome.Of(probed.Connect, probed.Banner.Length > 0, probed.Reason)
            : "";

    private static string Note(ProbeAnswer answer) =>
        answer switch
        {
            ProbeAnswer.Probed { Banner.Length: > 0 } probed => probed.Banner,
            ProbeAnswer.Probed probed => probed.Reason,
            ProbeAnswer.Refused refused => $"could not be asked: {refused.Reason}",
            ProbeAnswer.TimedOut => "could not be asked: it did not answer in time",
            _ => "could not be asked: it is not connected",
        };

    private static ReachSight? Sight(
        string from,
        IReadOnlyList<PlaceAnswer> places,
        FactGroupAnswer group,
        bool wasReached
    ) =>
        IPEndPoint.TryParse(Rest(group).Split('/', 2)[^1], out var endPoint)
            ? new ReachSight(
                from,
                places.FirstOrDefault(p => p.Name == from)?.Ssh.Networks ?? [],
                endPoint,
                group.Value,
                wasReached
            )
            : null;

    private static string Rest(FactGroupAnswer group) =>
        group.Key[(SshReachCheck.Prefix.Length + 1)..];
}
