using System.Globalization;

namespace Fleet.Checks.Catalog.HostConntrack;

/// <summary>The kernel's counters at the last run: what matters is what was added since. A new boot counts from nothing.</summary>
/// <param name="BootId">Which boot.</param>
/// <param name="Dropped">Packets that found the connection table full; -1: could not be read.</param>
/// <param name="Overflows">Connections that found a listener's queue full; -1: could not be read.</param>
/// <param name="LoggedAt">The newest "table full" of the kernel log, microseconds since boot.</param>
internal sealed record CounterCursor(string BootId, long Dropped, long Overflows, long LoggedAt)
{
    /// <summary>The cursor of a run that was never made: nothing to compare with.</summary>
    public static CounterCursor? Read(string text)
    {
        var words = text.Split(' ');
        return
            words is [{ Length: > 0 } boot, var dropped, var overflows, var logged]
            && Number(dropped, out var first)
            && Number(overflows, out var second)
            && Number(logged, out var third)
            ? new CounterCursor(boot, first, second, third)
            : null;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{BootId} {Dropped} {Overflows} {LoggedAt}");

    /// <summary>What was added to a counter since <paramref name="before"/>; null where that cannot be told.</summary>
    public static long? Added(long now, long? before) =>
        now < 0 || before is null or < 0 ? null
        : now >= before ? now - before
        : now;

    private static bool Number(string text, out long number) =>
        long.TryParse(
            text,
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out number
        );
}
