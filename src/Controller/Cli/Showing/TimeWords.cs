using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Cli.Showing;

/// <summary>Tells times as people do: <c>14:05 (3 h)</c>.</summary>
/// <param name="time">Now.</param>
/// <param name="zone">The reader's zone, or UTC.</param>
public sealed class TimeWords(TimeProvider time, TimeZoneInfo zone)
{
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary><c>14:05 (3 h)</c>; empty for no time.</summary>
    public string Since(Timestamp? moment) =>
        moment is null ? "" : $"{Clock(moment)} ({Span(Now - moment.ToDateTimeOffset())})";

    /// <summary>The time of day; with the date where it is not today.</summary>
    public string Clock(Timestamp? moment)
    {
        if (moment is null)
        {
            return "";
        }

        var local = TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), zone);
        var today = TimeZoneInfo.ConvertTime(Now, zone);
        var form =
            local.Date == today.Date ? "HH:mm"
            : local.Year == today.Year ? "MMM d HH:mm"
            : "yyyy-MM-dd HH:mm";
        return local.ToString(form, CultureInfo.InvariantCulture)
            + (zone.Equals(TimeZoneInfo.Utc) ? "Z" : "");
    }

    /// <summary>The largest unit that fits: <c>12 s</c>, <c>3 min</c>, <c>5 h</c>, <c>40 d</c>.</summary>
    public static string Span(TimeSpan span) =>
        span.Duration() switch
        {
            { TotalSeconds: < 60 } s => $"{(int)s.TotalSeconds} s",
            { TotalMinutes: < 60 } m => $"{(int)m.TotalMinutes} min",
            { TotalHours: < 48 } h => $"{(int)h.TotalHours} h",
            var d => $"{(int)d.TotalDays} d",
        };
}
