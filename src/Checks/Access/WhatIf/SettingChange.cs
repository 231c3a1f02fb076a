using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.WhatIf;

/// <summary>One thing that two configurations say differently.</summary>
/// <param name="Name">A keyword, or a section: <c>Match User bob</c>.</param>
/// <param name="Before">The effective value; the section's lines; empty: none.</param>
/// <param name="After">The same of the other.</param>
/// <param name="Source">The line that sets the new value; empty: built in, or gone.</param>
public sealed record SettingChange(string Name, string Before, string After, string Source)
{
    /// <summary>Effective values first, then Match sections. Values that are not known are left out.</summary>
    public static ImmutableArray<SettingChange> Between(
        SshdConfiguration before,
        SshdConfiguration after,
        OpenSshVersion version
    ) => [.. Values(before, after, version), .. Sections(before, after)];

    private static IEnumerable<SettingChange> Values(
        SshdConfiguration before,
        SshdConfiguration after,
        OpenSshVersion version
    )
    {
        var was = SshdEvaluator.Evaluate(before, SshdConnection.Unspecified, version);
        var will = SshdEvaluator.Evaluate(after, SshdConnection.Unspecified, version);
        return was
            .Settings.Concat(will.Settings)
            .Select(setting => setting.Name)
            .Distinct(StringComparer.Ordinal)
            .Where(name => was.IsSure(name) && will.IsSure(name))
            .Order(StringComparer.Ordinal)
            .Select(name => new SettingChange(
                name,
                was[name],
                will[name],
                will.Find(name)?.Source?.ToString() ?? ""
            ))
            .Where(change => change.Before != change.After);
    }

    private static IEnumerable<SettingChange> Sections(
        SshdConfiguration before,
        SshdConfiguration after
    )
    {
        var (was, will) = (Lines(before), Lines(after));
        return was
            .Keys.Union(will.Keys)
            .Select(name => new SettingChange(
                name,
                was.GetValueOrDefault(name).Text ?? "",
                will.GetValueOrDefault(name).Text ?? "",
                will.GetValueOrDefault(name).Source ?? ""
            ))
            .Where(change => change.Before != change.After);
    }

    /// <summary>The lines under each combination of conditions, in their order.</summary>
    private static Dictionary<string, (string? Text, string? Source)> Lines(
        SshdConfiguration configuration
    ) =>
        configuration
            .Directives.Where(directive => !directive.Conditions.IsEmpty)
            .GroupBy(directive =>
                string.Join(
                    ", ",
                    directive.Conditions.Select(match =>
                        "Match "
                        + string.Join(
                            ' ',
                            match.Criteria.Select(one => $"{one.Kind} {one.Argument}".TrimEnd())
                        )
                    )
                )
            )
            .ToDictionary(
                section => section.Key,
                section =>
                    (
                        (string?)
                            string.Join(
                                "; ",
                                section.Select(one => $"{one.Name} {one.Rest.Trim()}")
                            ),
                        (string?)section.First().Source.ToString()
                    )
            );
}
