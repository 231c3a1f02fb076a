using System.Collections.Immutable;
using Fleet.Checks.Facts;

namespace Fleet.Controller.Judging.Attribution;

/// <summary>Gathers what happened on a host between the last good observation and the first bad one. Pure.</summary>
public static class Attributions
{
    /// <summary>The checks whose facts tell of what happened: looked at again as soon as a regression opens.</summary>
    public static ImmutableArray<string> Checks { get; } =
    [PackageClues.Check, ServiceClues.Check, LoginClues.Check];

    public static Attribution Of(AttributionInput input) =>
        new(
            [
                .. PackageClues
                    .Of(input)
                    .Concat(FileClues.Of(input))
                    .Concat(ServiceClues.Of(input))
                    .Concat(LoginClues.Of(input))
                    .Concat(ChangeClues.Of(input))
                    .OrderByDescending(clue => clue.Weight)
                    .ThenByDescending(clue => clue.At)
                    .ThenBy(clue => clue.Words, StringComparer.Ordinal),
            ],
            [.. Unknown(input)]
        );

    private static IEnumerable<string> Unknown(AttributionInput input)
    {
        if (input.Entry.LastGoodAt is null)
        {
            yield return "when it was last good";
        }

        foreach (var check in Checks)
        {
            var run = input.Checks.GetValueOrDefault(check);
            var doubt =
                run is null ? "has not been looked at"
                : run.Facts.Status == RunStatus.NotApplicable ? null
                : run.Facts.Status == RunStatus.Failed ? run.Facts.Reason
                : run.LastRunAt < input.Entry.OpenedAt ? "has not been looked at since"
                : check == PackageClues.Check
                && run.Facts.CoverageOf(PackageClues.Prefix)
                    is { State: not CoverageState.Complete } gap
                    ? gap.Reason
                : null;
            if (doubt is not null)
            {
                yield return $"{check}: {doubt}";
            }
        }
    }
}
