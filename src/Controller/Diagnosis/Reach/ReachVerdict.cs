using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Catalog.SshReach;

namespace Fleet.Controller.Diagnosis.Reach;

/// <summary>Where a fault lies that several vantage points see, or do not see.</summary>
public enum ReachFault
{
    Unspecified = 0,

    /// <summary>Every vantage point gets through.</summary>
    None,

    /// <summary>None does: the host itself, or what stands right before it.</summary>
    Target,

    /// <summary>Some do: the way from the others is cut.</summary>
    Way,

    /// <summary>Those that do not never did: perhaps they are not meant to.</summary>
    Apart,

    /// <summary>Nobody has looked.</summary>
    Unknown,
}

/// <summary>What vantage points together say of one address. Pure.</summary>
/// <param name="EndPoint">The address.</param>
/// <param name="Fault">Where the fault lies.</param>
/// <param name="Text">The conclusion in a sentence.</param>
public sealed record ReachVerdict(IPEndPoint EndPoint, ReachFault Fault, string Text)
{
    /// <summary>One verdict an address, in the order of the sights.</summary>
    public static ImmutableArray<ReachVerdict> Of(string host, IEnumerable<ReachSight> sights) =>
        [
            .. sights
                .GroupBy(sight => sight.EndPoint)
                .Select(group => One(host, group.Key, [.. group])),
        ];

    private static ReachVerdict One(
        string host,
        IPEndPoint endPoint,
        ImmutableArray<ReachSight> all
    )
    {
        var looked = all.Where(sight => sight.Outcome.Length > 0).ToImmutableArray();
        var reached = looked.Where(s => s.Outcome == ReachOutcome.Connected).ToImmutableArray();
        var lost = looked.Where(s => s.Outcome != ReachOutcome.Connected).ToImmutableArray();
        var cut = lost.Where(s => s.WasReached).ToImmutableArray();
        return looked.IsEmpty
                ? new(
                    endPoint,
                    ReachFault.Unknown,
                    $"nobody has looked at {host} at {endPoint} yet"
                )
            : lost.IsEmpty
                ? new(
                    endPoint,
                    ReachFault.None,
                    $"{host} is reached at {endPoint} from {Names(reached)}"
                )
            : reached.IsEmpty
                ? new(endPoint, ReachFault.Target, NobodyGetsThrough(host, endPoint, lost))
            : new(
                endPoint,
                cut.IsEmpty ? ReachFault.Apart : ReachFault.Way,
                $"{host} is reached at {endPoint} from {Names(reached)}, but not from {NamesAndNetworks(cut.IsEmpty ? lost : cut)} ({Outcomes(cut.IsEmpty ? lost : cut)}): "
                    + (
                        cut.IsEmpty
                            ? "it never was from there, so perhaps it is not meant to be"
                            : "the host is in order, the way from there is cut, or the host turns that source away"
                    )
            );
    }

    private static string NobodyGetsThrough(
        string host,
        IPEndPoint endPoint,
        ImmutableArray<ReachSight> lost
    )
    {
        var text = $"{host} is not reached at {endPoint} from {Names(lost)} ({Outcomes(lost)})";
        return lost is [var only]
                ? $"{text}: {ReachOutcome.Meaning(only.Outcome)}; a single vantage point cannot tell the host from the way to it"
            : lost.Select(sight => sight.Outcome).Distinct().Count() == 1
                ? $"{text}: the fault is at the host or right before it: {ReachOutcome.Meaning(lost[0].Outcome)}"
            : $"{text}: the fault is at the host or right before it, and firewalls on the way answer differently";
    }

    private static string Names(ImmutableArray<ReachSight> sights) =>
        string.Join(", ", sights.Select(sight => sight.From).Distinct());

    private static string NamesAndNetworks(ImmutableArray<ReachSight> sights) =>
        string.Join(
            ", ",
            sights
                .DistinctBy(sight => sight.From)
                .Select(sight =>
                    sight.Networks.IsEmpty
                        ? sight.From
                        : $"{sight.From} in {string.Join(' ', sight.Networks.Take(2))}"
                )
        );

    private static string Outcomes(ImmutableArray<ReachSight> sights) =>
        string.Join(", ", sights.Select(sight => sight.Outcome).Distinct());
}
