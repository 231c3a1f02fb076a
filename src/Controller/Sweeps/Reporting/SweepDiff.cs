using System.Collections.Immutable;

namespace Fleet.Controller.Sweeps.Reporting;

/// <summary>What became of a result between two sweeps.</summary>
public enum SweepChange
{
    Unspecified = 0,

    /// <summary>It fails or warns, and did not, or less so.</summary>
    Worse,

    /// <summary>It failed or warned, and does not any more, or less so; or it is known now that it holds.</summary>
    Better,

    /// <summary>It was determined, and is not any more.</summary>
    Undetermined,

    /// <summary>It counts otherwise, for neither better nor worse: waived, for a person, not applicable.</summary>
    Other,

    /// <summary>A subject that the older sweep did not know on this host and control.</summary>
    Appeared,

    /// <summary>A subject that the newer sweep does not know on this host and control.</summary>
    Left,
}

/// <summary>One difference.</summary>
/// <param name="Change">Which kind.</param>
/// <param name="Host">The host's name.</param>
/// <param name="Control">The control's id.</param>
/// <param name="Subject">What on the host it speaks of.</param>
/// <param name="Before">The older result; null: there was none.</param>
/// <param name="After">The newer result; null: there is none.</param>
public sealed record SweepDifference(
    SweepChange Change,
    string Host,
    string Control,
    string Subject,
    SweptResult? Before,
    SweptResult? After
);

/// <summary>Two sweeps of one profile compared, over the hosts and controls that both have. Pure.</summary>
/// <param name="Differences">By kind, then in the order of results.</param>
/// <param name="Same">Results that count as before.</param>
/// <param name="HostsAppeared">Hosts that only the newer has.</param>
/// <param name="HostsLeft">Hosts that only the older has.</param>
/// <param name="ControlsAppeared">Controls that only the newer has.</param>
/// <param name="ControlsLeft">Controls that only the older has.</param>
public sealed record SweepDiff(
    ImmutableArray<SweepDifference> Differences,
    int Same,
    ImmutableArray<string> HostsAppeared,
    ImmutableArray<string> HostsLeft,
    ImmutableArray<string> ControlsAppeared,
    ImmutableArray<string> ControlsLeft
)
{
    /// <summary>Compares an older report with a newer one.</summary>
    public static SweepDiff Of(SweepReport older, SweepReport newer)
    {
        var hosts = Names(older).Intersect(Names(newer), StringComparer.Ordinal).ToHashSet();
        var controls = Ids(older).Intersect(Ids(newer), StringComparer.Ordinal).ToHashSet();
        var before = Shared(older, hosts, controls);
        var after = Shared(newer, hosts, controls);
        List<SweepDifference> all =
        [
            .. after.Select(pair =>
                Difference(pair.Key, before.GetValueOrDefault(pair.Key), pair.Value)
            ),
            .. before
                .Where(pair => !after.ContainsKey(pair.Key))
                .Select(pair => Difference(pair.Key, pair.Value, null)),
        ];
        return new(
            [.. all.Where(one => one.Change != SweepChange.Unspecified).OrderBy(one => one.Change)],
            all.Count(one => one.Change == SweepChange.Unspecified),
            [.. Names(newer).Except(hosts, StringComparer.Ordinal)],
            [.. Names(older).Except(hosts, StringComparer.Ordinal)],
            [.. Ids(newer).Except(controls, StringComparer.Ordinal)],
            [.. Ids(older).Except(controls, StringComparer.Ordinal)]
        );
    }

    /// <summary>The kind of a change from one standing to another; unspecified: none.</summary>
    public static SweepChange Between(Standing before, Standing after) =>
        before == after ? SweepChange.Unspecified
        : IsAgainst(after)
            ? after > before ? SweepChange.Worse
                : SweepChange.Better
        : after == Standing.Unknown ? SweepChange.Undetermined
        : after == Standing.Pass ? SweepChange.Better
        : IsAgainst(before) && after == Standing.NotApplicable ? SweepChange.Better
        : SweepChange.Other;

    private static bool IsAgainst(Standing standing) => standing is Standing.Fail or Standing.Warn;

    private static IEnumerable<string> Names(SweepReport report) =>
        report.Hosts.Select(host => host.Name);

    private static IEnumerable<string> Ids(SweepReport report) =>
        report.Controls.Select(control => control.Id);

    private static OrderedDictionary<Place, SweptResult> Shared(
        SweepReport report,
        HashSet<string> hosts,
        HashSet<string> controls
    )
    {
        var shared = new OrderedDictionary<Place, SweptResult>();
        foreach (var result in report.Results)
        {
            if (hosts.Contains(result.Host) && controls.Contains(result.Control))
            {
                shared[new(result.Host, result.Control, result.Subject)] = result;
            }
        }

        return shared;
    }

    private static SweepDifference Difference(Place at, SweptResult? before, SweptResult? after) =>
        new(
            before is null ? SweepChange.Appeared
                : after is null ? SweepChange.Left
                : Between(before.Standing, after.Standing),
            at.Host,
            at.Control,
            at.Subject,
            before,
            after
        );

    private readonly record struct Place(string Host, string Control, string Subject);
}
