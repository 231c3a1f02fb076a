using Fleet.Checks.Parsing.Packages;

namespace Fleet.Controller.Judging.Attribution;

/// <summary>Packages that were installed, upgraded or removed in the window.</summary>
internal static class PackageClues
{
    public const string Check = "host.packages";
    public const string Prefix = "package_event";

    private const int Likely = 80;
    private const int Related = 10;
    private const int Earlier = 25;

    public static IEnumerable<Clue> Of(AttributionInput input) =>
        Events(input)
            .Distinct()
            .Where(told => input.IsWithin(told.At))
            .Select(told => new Clue(
                ClueKind.Package,
                told.At,
                Words(input, told),
                Weight(input, told),
                Check
            ));

    /// <summary>The last thing done to each package, and what was the last before it within the window.</summary>
    private static IEnumerable<PackageEvent> Events(AttributionInput input)
    {
        var now = input
            .Facts(Check)
            .Under(Prefix)
            .Select(held => (held.Fact.Key, Value: (string?)held.Fact.Value));
        var then = input
            .Changes.Where(change => change.Key.StartsWith(Prefix + "/", StringComparison.Ordinal))
            .SelectMany(change =>
                new[] { (change.Key, Value: change.Before), (change.Key, Value: change.After) }
            );
        foreach (var (key, value) in now.Concat(then))
        {
            var name = Uri.UnescapeDataString(key[(Prefix.Length + 1)..]);
            if (value is not null && PackageEvent.Read(name, value) is { } told)
            {
                yield return told;
            }
        }
    }

    private static string Words(AttributionInput input, PackageEvent told)
    {
        var what = told.Action switch
        {
            "install" => $"{told.After} was installed",
            "remove" => $"{told.Before} was removed",
            "reinstall" => $"{told.After} was installed again",
            _ when told.Before.Length == 0 => $"→ {told.After} came",
            _ => $"{told.Before} → {told.After} came",
        };
        return $"package {told.Package} {what} {(IsBetween(input, told) ? "just before" : "shortly before it was last good")}";
    }

    private static int Weight(AttributionInput input, PackageEvent told) =>
        (IsBetween(input, told) ? Likely : Earlier)
        + (
            told.Package.Contains("ssh", StringComparison.Ordinal)
            || told.Package.Contains("pam", StringComparison.Ordinal)
                ? Related
                : 0
        );

    /// <summary>The log counts seconds.</summary>
    private static bool IsBetween(AttributionInput input, PackageEvent told) =>
        input.Entry.LastGoodAt is not { } good || told.At >= good - TimeSpan.FromSeconds(1);
}
