using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.WhatIf;

/// <summary>Sources of both families.</summary>
public sealed record SourceSet(IntervalSet Version4, IntervalSet Version6)
{
    public static SourceSet Empty { get; } = new(IntervalSet.Empty, IntervalSet.Empty);

    public bool IsEmpty => Version4.IsEmpty && Version6.IsEmpty;

    public SourceSet Union(SourceSet other) =>
        new(Version4.Union(other.Version4), Version6.Union(other.Version6));

    public SourceSet Intersect(SourceSet other) =>
        new(Version4.Intersect(other.Version4), Version6.Intersect(other.Version6));

    public SourceSet Except(SourceSet other) =>
        new(Version4.Except(other.Version4), Version6.Except(other.Version6));

    /// <summary>The set for a family.</summary>
    public IntervalSet this[bool isVersion6] => isVersion6 ? Version6 : Version4;

    internal static SourceSet Of(IntervalSet sources, bool isVersion6) =>
        isVersion6
            ? new SourceSet(IntervalSet.Empty, sources)
            : new SourceSet(sources, IntervalSet.Empty);
}
