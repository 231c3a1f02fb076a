using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Fleet.Controller.Judging.Policies;

/// <summary>Which hosts a part of a policy speaks of.</summary>
/// <param name="Host">A name, <c>*</c> and <c>?</c> stand for any letters; empty: every name.</param>
/// <param name="Labels">A host must have all of them.</param>
public sealed record HostSelector(string Host, ImmutableSortedDictionary<string, string> Labels)
{
    /// <summary>Every host.</summary>
    public static HostSelector Fleet { get; } =
        new("", ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>How narrowly it selects; the most specific wins.</summary>
    public Specificity Specificity =>
        Host.Length > 0 && !HasWildcard ? Specificity.Host
        : Host.Length > 0 || !Labels.IsEmpty ? Specificity.Label
        : Specificity.Fleet;

    /// <summary>As it is told: <c>web-* with env=prod</c>.</summary>
    public override string ToString()
    {
        var labels = string.Join(' ', Labels.Select(label => $"{label.Key}={label.Value}"));
        return Host.Length == 0
            ? labels.Length == 0
                ? "every host"
                : labels
            : labels.Length == 0
                ? Host
                : $"{Host} with {labels}";
    }

    private bool HasWildcard => Host.AsSpan().ContainsAny('*', '?');

    public bool Matches(HostIdentity host) =>
        (
            Host.Length == 0
            || FileSystemName.MatchesSimpleExpression(Host, host.Name, ignoreCase: false)
        )
        && Labels.All(label =>
            host.Labels.TryGetValue(label.Key, out var value)
            && string.Equals(value, label.Value, StringComparison.Ordinal)
        );
}

/// <summary>From the widest to the narrowest.</summary>
public enum Specificity
{
    Unspecified = 0,
    Fleet,

    /// <summary>Hosts with labels, or whose names are alike.</summary>
    Label,

    /// <summary>One host by its name.</summary>
    Host,
}
