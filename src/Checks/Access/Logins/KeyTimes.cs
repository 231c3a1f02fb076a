using System.Globalization;

namespace Fleet.Checks.Access.Logins;

/// <summary>When a key's <c>expiry-time</c> is reached: local time of the host without a Z, so between two moments.</summary>
/// <param name="Earliest">Before it, the key is good for certain.</param>
/// <param name="Latest">From it on, it has expired for certain.</param>
public readonly record struct KeyTimes(DateTimeOffset Earliest, DateTimeOffset Latest)
{
    /// <summary>Time zones reach from UTC+14 to UTC-12.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(14);
    private static readonly TimeSpan Behind = TimeSpan.FromHours(12);
    private const int LastYear = 9998;

    /// <summary>Null for no time, or one behind the calendar's end.</summary>
    public static KeyTimes? Of(string? text)
    {
        var digits = new string([.. (text ?? "").TakeWhile(char.IsAsciiDigit)]);
        if (
            digits.Length is not (8 or 12 or 14)
            || !DateTime.TryParseExact(
                digits,
                "yyyyMMddHHmmss"[..digits.Length],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
            || time.Year is < 2 or > LastYear
        )
        {
            return null;
        }

        var moment = new DateTimeOffset(time, TimeSpan.Zero);
        return text!.Length > digits.Length
            ? new KeyTimes(moment, moment)
            : new KeyTimes(moment - Ahead, moment + Behind);
    }
}
