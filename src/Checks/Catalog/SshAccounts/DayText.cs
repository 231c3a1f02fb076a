using System.Globalization;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>Days of shadow(5), counted from 1970-01-01 UTC, as facts hold them.</summary>
internal static class DayText
{
    public const string Never = "never";

    private const string Format = "yyyy-MM-dd";

    /// <summary>A date; <c>never</c> for none and for what lies behind the calendar's end.</summary>
    public static string Of(long? day) =>
        day is { } number && number <= DateOnly.MaxValue.DayNumber - Epoch.DayNumber
            ? Date(number).ToString(Format, CultureInfo.InvariantCulture)
            : Never;

    /// <summary>The start of the day; null for never.</summary>
    public static DateTimeOffset? Start(string text) =>
        DateOnly.TryParseExact(
            text,
            Format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? Start(date)
            : null;

    /// <summary>The start of a day by its number; null behind the calendar's end.</summary>
    public static DateTimeOffset? Start(long day) =>
        day >= 0 && day < DateOnly.MaxValue.DayNumber - Epoch.DayNumber ? Start(Date(day)) : null;

    private static DateOnly Epoch { get; } = new(1970, 1, 1);

    private static DateOnly Date(long day) => Epoch.AddDays((int)day);

    private static DateTimeOffset Start(DateOnly date) =>
        new(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
