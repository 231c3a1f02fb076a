using System.Collections.Immutable;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Sweeps;

/// <summary>Which hosts a sweep is over. Pure.</summary>
/// <param name="Labels">A host must have all of them.</param>
/// <param name="Hosts">Names, in which <c>*</c> and <c>?</c> stand for any letters; a host must match one of them. Empty: every name.</param>
public sealed record SweepSelection(
    ImmutableSortedDictionary<string, string> Labels,
    ImmutableArray<string> Hosts
)
{
    /// <summary>Every host.</summary>
    public static SweepSelection Fleet { get; } =
        new(ImmutableSortedDictionary<string, string>.Empty, []);

    public bool Matches(HostIdentity host) =>
        Hosts.IsEmpty
            ? new HostSelector("", Labels).Matches(host)
            : Hosts.Any(name => new HostSelector(name, Labels).Matches(host));

    /// <summary>The same selection has the same words, whatever the order it was written in: <c>env=prod, host web-*</c>.</summary>
    public string Words =>
        Labels.IsEmpty && Hosts.IsEmpty
            ? "every host"
            : string.Join(
                ", ",
                Labels
                    .Select(label => $"{label.Key}={label.Value}")
                    .Concat(
                        Hosts
                            .Distinct(StringComparer.Ordinal)
                            .Order(StringComparer.Ordinal)
                            .Select(name => $"host {name}")
                    )
            );
}
