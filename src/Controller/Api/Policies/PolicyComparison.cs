using System.Collections.Concurrent;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Judging.Policies.Comparing;
using Fleet.V1;
using SettingDifference = Fleet.Controller.Judging.Policies.Comparing.SettingDifference;

namespace Fleet.Controller.Api.Policies;

/// <summary>Judges what is stored of the fleet by two policies, and tells what comes out differently.</summary>
/// <param name="hosts">What is stored.</param>
/// <param name="before">The one in force.</param>
/// <param name="after">The one that could be.</param>
/// <param name="now">The moment judged for.</param>
internal sealed class PolicyComparison(
    IHostStore hosts,
    PolicyInForce before,
    PolicyInForce after,
    DateTimeOffset now
)
{
    /// <summary>Hosts that are loaded in one question.</summary>
    private const int AtOnce = 32;

    private readonly ConcurrentBag<(SettingDifference What, string Host)> _settings = [];
    private readonly ConcurrentBag<(OutcomeDifference What, string Host)> _outcomes = [];

    /// <summary>Looks at all of them.</summary>
    public async Task<PolicyDifference> OfAsync(
        IReadOnlyList<int> hostIds,
        CancellationToken cancellationToken
    )
    {
        await Parallel.ForEachAsync(
            hostIds.Chunk(AtOnce),
            new ParallelOptions
            {
                CancellationToken = cancellationToken,
                MaxDegreeOfParallelism = Environment.ProcessorCount,
            },
            async (some, cancellation) =>
            {
                foreach (var host in await hosts.LoadManyAsync(some, cancellation))
                {
                    Compare(host.State);
                }
            }
        );
        return new()
        {
            Version = before.Policy.Version,
            Hosts = hostIds.Count,
            Rules = { Rules() },
            Findings = { Findings() },
            Notes = { PolicyNotes.Of(before.Policy, after.Policy) },
        };
    }

    private void Compare(HostState state)
    {
        var (one, other) = (before.For(state), after.For(state));
        foreach (var setting in SettingDifference.Of(one, other))
        {
            _settings.Add((setting, state.Name));
        }

        foreach (var outcome in OutcomeDifference.Of(state, one, other, now))
        {
            _outcomes.Add((outcome, state.Name));
        }
    }

    private IEnumerable<RuleDifference> Rules() =>
        _settings
            .GroupBy(each => each.What)
            .OrderBy(group => group.Key.Rule, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Setting, StringComparer.Ordinal)
            .ThenByDescending(group => group.Count())
            .Select(group => new RuleDifference
            {
                Rule = group.Key.Rule,
                Setting = group.Key.Setting,
                Before = group.Key.Before,
                After = group.Key.After,
                Hosts = { Names(group.Select(each => each.Host)) },
            });

    private IEnumerable<FindingDifference> Findings() =>
        _outcomes
            .GroupBy(each => (each.What.Rule, each.What.Before, each.What.After))
            .Select(group => new FindingDifference
            {
                Rule = group.Key.Rule,
                Before = (Outcome)(int)group.Key.Before.Outcome,
                After = (Outcome)(int)group.Key.After.Outcome,
                WaivedBefore = group.Key.Before.Waived,
                WaivedAfter = group.Key.After.Waived,
                Hosts = { Names(group.Select(each => each.Host)) },
                Summary = group
                    .Select(each => each.What.Summary)
                    .Order(StringComparer.Ordinal)
                    .First(),
            })
            .OrderByDescending(difference => difference.Hosts.Count)
            .ThenBy(difference => difference.Rule, StringComparer.Ordinal)
            .ThenBy(difference => difference.After);

    private static IEnumerable<string> Names(IEnumerable<string> hosts) =>
        hosts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
