using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Fleet.Controller.History.Schema;

/// <summary>
/// How times are stored: one INTEGER of 100 ns ticks in UTC since 0001-01-01. Orders as it compares, loses nothing of what the wire brought.
/// </summary>
public sealed class UtcTicks()
    : ValueConverter<DateTimeOffset, long>(at => ToTicks(at), ticks => FromTicks(ticks))
{
    public static long ToTicks(DateTimeOffset at) => at.UtcTicks;

    public static DateTimeOffset FromTicks(long ticks) => new(ticks, TimeSpan.Zero);
}
