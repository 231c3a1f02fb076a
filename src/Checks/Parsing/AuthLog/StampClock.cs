namespace Fleet.Checks.Parsing.AuthLog;

/// <summary>
/// Turns time stamps into UTC. RFC 3164 stamps (<c>Nov 22 10:57:49</c>) carry neither year nor zone: they are in the host's local time, in the latest year that
/// does not put them more than a day after <paramref name="notAfter"/>. Remembers the last stamp, as neighbouring lines share theirs.
/// </summary>
/// <param name="zone">The host's time zone.</param>
/// <param name="notAfter">Now, or when the file was last written.</param>
public sealed class StampClock(TimeZoneInfo zone, DateTimeOffset notAfter)
{
    private readonly byte[] _last = new byte[40];
    private int _lastLength;
    private DateTimeOffset? _lastAt;

    /// <summary>The moment in UTC; null where the text is no stamp.</summary>
    public DateTimeOffset? Read(ReadOnlySpan<byte> stamp)
    {
        if (_lastLength > 0 && stamp.SequenceEqual(_last.AsSpan(0, _lastLength)))
        {
            return _lastAt;
        }

        _lastAt = Stamp.IsIso(stamp) ? ReadIso(stamp) : ReadLocal(stamp);
        _lastLength = stamp.Length <= _last.Length ? stamp.Length : 0;
        stamp[.._lastLength].CopyTo(_last);
        return _lastAt;
    }

    private DateTimeOffset? ReadIso(ReadOnlySpan<byte> stamp)
    {
        var day = Day(Year(stamp), Ascii.TwoDigits(stamp, 5), Ascii.TwoDigits(stamp, 8));
        var clock = Clock(stamp, 11);
        if (day is not { } date || clock is not { } time)
        {
            return null;
        }

        var rest = stamp[19..];
        var fraction = !rest.IsEmpty && rest[0] == '.' ? 1 + Ascii.Digits(rest[1..]) : 0;
        var local = date + time + Fraction(rest[..fraction]);
        return Offset(rest[fraction..]) is { } offset
            ? Utc(local, offset)
            : Utc(local, zone.GetUtcOffset(local));
    }

    private DateTimeOffset? ReadLocal(ReadOnlySpan<byte> stamp)
    {
        if (Stamp.LengthOf(stamp) != stamp.Length || stamp.IsEmpty)
        {
            return null;
        }

        var month = Month(stamp);
        var dayOfMonth = stamp.Length == 15 ? Ascii.TwoDigits(stamp, 4) : stamp[4] - '0';
        if (month == 0 || Clock(stamp, stamp.Length - 8) is not { } time)
        {
            return null;
        }

        // Nine years back reach a leap year even across 2100.
        for (var year = notAfter.Year + 1; year > notAfter.Year - 9; year--)
        {
            if (
                Day(year, month, dayOfMonth) is { } date
                && Utc(date + time, zone.GetUtcOffset(date + time)) is { } at
                && at <= notAfter.AddDays(1)
            )
            {
                return at;
            }
        }

        return null;
    }

    private static DateTimeOffset? Utc(DateTime local, TimeSpan offset)
    {
        var ticks = local.Ticks - offset.Ticks;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks
            ? null
            : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    private static int Year(ReadOnlySpan<byte> stamp) =>
        Ascii.Digits(stamp[..4]) == 4 ? Ascii.Number(stamp[..4]) : 0;

    private static DateTime? Day(int year, int month, int day) =>
        year is >= 1 and <= 9998
        && month is >= 1 and <= 12
        && day >= 1
        && day <= DateTime.DaysInMonth(year, month)
            ? new DateTime(year, month, day)
            : null;

    private static TimeSpan? Clock(ReadOnlySpan<byte> stamp, int at)
    {
        var (hour, minute, second) = (
            Ascii.TwoDigits(stamp, at),
            Ascii.TwoDigits(stamp, at + 3),
            Ascii.TwoDigits(stamp, at + 6)
        );
        return hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 60
            ? new TimeSpan(hour, minute, second)
            : null;
    }

    private static TimeSpan Fraction(ReadOnlySpan<byte> text)
    {
        long ticks = 0;
        var unit = TimeSpan.TicksPerSecond / 10;
        for (var i = 1; i < text.Length && unit > 0; i++, unit /= 10)
        {
            ticks += (text[i] - '0') * unit;
        }

        return TimeSpan.FromTicks(ticks);
    }

    private static TimeSpan? Offset(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("Z"u8))
        {
            return TimeSpan.Zero;
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':')
        {
            return null;
        }

        var (hours, minutes) = (Ascii.TwoDigits(text, 1), Ascii.TwoDigits(text, 4));
        var size =
            hours is >= 0 and <= 14 && minutes is >= 0 and <= 59
                ? new TimeSpan(hours, minutes, 0)
                : TimeSpan.Zero;
        return text[0] == '-' ? -size : size;
    }

    private static int Month(ReadOnlySpan<byte> stamp)
    {
        var found = "JanFebMarAprMayJunJulAugSepOctNovDec"u8.IndexOf(stamp[..3]);
        return found >= 0 && found % 3 == 0 ? found / 3 + 1 : 0;
    }
}
