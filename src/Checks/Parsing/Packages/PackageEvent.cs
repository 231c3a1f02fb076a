using System.Globalization;

namespace Fleet.Checks.Parsing.Packages;

/// <summary>What a package manager did to a package.</summary>
/// <param name="At">When, to the second.</param>
/// <param name="Package">The package, without its architecture.</param>
/// <param name="Action"><c>install</c>, <c>upgrade</c>, <c>downgrade</c>, <c>reinstall</c> or <c>remove</c>.</param>
/// <param name="Before">The version before; empty: none, or not known.</param>
/// <param name="After">The version after; empty: none.</param>
public sealed record PackageEvent(
    DateTimeOffset At,
    string Package,
    string Action,
    string Before,
    string After
)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string None = "-";

    /// <summary>As a fact has it: <c>2026-11-22T14:05:11Z upgrade 1.0 1.1</c>.</summary>
    public string Text =>
        $"{At.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture)} {Action} {OrNone(Before)} {OrNone(After)}";

    /// <summary>Reads <see cref="Text"/>; null: it is none.</summary>
    public static PackageEvent? Read(string package, string text) =>
        text.Split(' ') is [var at, var action, var before, var after]
        && DateTimeOffset.TryParseExact(
            at,
            Format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        )
            ? new(moment, package, action, OrEmpty(before), OrEmpty(after))
            : null;

    private static string OrNone(string version) => version.Length == 0 ? None : version;

    private static string OrEmpty(string version) => version == None ? "" : version;
}
