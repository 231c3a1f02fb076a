using System.Globalization;

namespace Fleet.Checks.Parsing.Fail2ban;

/// <summary>Durations as fail2ban writes them: seconds, or numbers with units that are added up (<c>1h 30m</c>, <c>1d12h</c>; <c>MyTime.str2seconds</c>).</summary>
public static class BanTime
{
    /// <summary>Seconds; -1 is for ever; null where it cannot be read.</summary>
    public static long? Seconds(string text)
    {
        double total = 0;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return null;
        }

        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.-");
            var number = digits < 0 ? rest : rest[..digits];
            rest = digits < 0 ? [] : rest[digits..].TrimStart();
            var letters = rest.IndexOfAnyExcept(
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
            );
            var unit = letters < 0 ? rest : rest[..letters];
            rest = rest[unit.Length..].TrimStart(" \t+");
            if (
                !double.TryParse(
                    number,
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var value
                ) || Factor(unit) is not { } factor
            )
            {
                return null;
            }

            total += value * factor;
        }

        return Math.Abs(total) < 1e15 ? (long)total : null;
    }

    // A month is a twelfth of a year of 365.25 days there.
    private static double? Factor(ReadOnlySpan<char> unit) =>
        unit.ToString().ToLowerInvariant() switch
        {
            "" or "s" or "ss" or "se" or "sec" or "second" or "seconds" => 1,
            "m" or "mm" or "mi" or "min" or "minute" or "minutes" => 60,
            "h" or "hh" or "ho" or "hou" or "hour" or "hours" => 3600,
            "d" or "dd" or "da" or "day" or "days" => 86400,
            "w" or "ww" or "we" or "wee" or "week" or "weeks" => 604800,
            "mo" or "mon" or "month" or "months" => 2629800,
            "y" or "yy" or "ye" or "yea" or "year" or "years" => 31557600,
            _ => null,
        };
}
