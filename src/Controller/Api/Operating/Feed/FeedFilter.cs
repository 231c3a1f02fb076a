using System.Collections.Immutable;
using Fleet.Controller.Authority.Roles;
using Fleet.Controller.History.Feed;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging.Policies;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating.Feed;

/// <summary>What of the feed a watcher asked for and may see. Pure.</summary>
/// <param name="Caller">Who watches.</param>
/// <param name="Hosts">Names and patterns; none: every host, and what is of no host.</param>
/// <param name="Labels">Labels that a host must have.</param>
/// <param name="Kinds">Kinds of events; none: all.</param>
internal sealed record FeedFilter(
    OperatorIdentity Caller,
    ImmutableArray<string> Hosts,
    ImmutableSortedDictionary<string, string> Labels,
    ImmutableHashSet<V1.EventKind> Kinds
)
{
    private bool IsOfHosts => !Hosts.IsEmpty || !Labels.IsEmpty;

    /// <summary>True where the entry is to be told, as far as its own host decides.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="host">Its host; null: it is of none, or of one that is gone.</param>
    public bool Wants(FeedEntry entry, HostRow? host) =>
        (Kinds.IsEmpty || Kinds.Contains(KindOf(entry)))
        && (entry.HostId is null ? !IsOfHosts : host is not null && Wants(host));

    /// <summary>True where the caller may see the host.</summary>
    public bool Sees(HostRow host) => Caller.Sees(LabelsOf(host));

    private bool Wants(HostRow host)
    {
        var labels = LabelsOf(host).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var identity = new HostIdentity(host.Name, labels);
        return Caller.Sees(labels)
            && (
                Hosts.IsEmpty
                    ? new HostSelector("", Labels).Matches(identity)
                    : Hosts.Any(name => new HostSelector(name, Labels).Matches(identity))
            );
    }

    private static IEnumerable<KeyValuePair<string, string>> LabelsOf(HostRow host) =>
        host.Labels.Select(label => KeyValuePair.Create(label.Key, label.Value));

    private static V1.EventKind KindOf(FeedEntry entry) =>
        entry switch
        {
            FeedEntry.OfRegression => V1.EventKind.Regression,
            FeedEntry.OfLink => V1.EventKind.Link,
            FeedEntry.OfSweep => V1.EventKind.Sweep,
            FeedEntry.OfPolicy => V1.EventKind.Policy,
            _ => V1.EventKind.Unspecified,
        };
}
