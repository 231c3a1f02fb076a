using Quartz;

namespace Fleet.Controller.Sweeps.Schedules;

/// <summary>When a schedule's sweeps begin: a cron expression in a time zone. Pure.</summary>
public sealed class SweepTimes
{
    /// <summary>No schedule begins sweeps more often.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    private const int Looked = 64;
    private readonly CronExpression _cron;

    private SweepTimes(CronExpression cron, TimeZoneInfo zone) => (_cron, Zone) = (cron, zone);

    public TimeZoneInfo Zone { get; }

    /// <summary>Reads both; where one is wrong, says what was expected.</summary>
    /// <param name="cron">Quartz' form: seconds, minutes, hours, day of the month, month, day of the week, and perhaps a year (<c>0 0 6 ? * MON</c>).</param>
    /// <param name="zone">An IANA name (<c>Europe/Berlin</c>) or <c>UTC</c>.</param>
    /// <param name="problem">Why not.</param>
    public static SweepTimes? Read(string cron, string zone, out string problem)
    {
        problem = "";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            problem =
                $"there is no time zone \"{zone}\": expected a name such as Europe/Berlin or UTC";
            return null;
        }

        try
        {
            var times = new SweepTimes(new CronExpression(cron, found), found);
            problem = times.TooOften() ? TooOftenWords(cron) : "";
            return problem.Length == 0 ? times : null;
        }
        catch (FormatException wrong)
        {
            problem =
                $"\"{cron}\" is no cron expression: {wrong.Message.TrimEnd('.')}: expected seconds minutes hours day-of-month month day-of-week, such as \"0 0 6 ? * MON\"";
            return null;
        }
    }

    /// <summary>The first time after a moment; null: there is none any more.</summary>
    public DateTimeOffset? After(DateTimeOffset moment) => _cron.GetNextValidTimeAfter(moment);

    /// <summary>A star in the place of the seconds is a sweep every second: looked for over the first times of a year.</summary>
    private bool TooOften()
    {
        var time = After(DateTimeOffset.UnixEpoch);
        for (var i = 0; i < Looked && time is { } at; i++)
        {
            time = After(at);
            if (time - at < Shortest)
            {
                return true;
            }
        }

        return false;
    }

    private static string TooOftenWords(string cron) =>
        $"\"{cron}\" begins a sweep more often than every {Shortest.TotalMinutes:0} minutes: its fields are seconds minutes hours day-of-month month day-of-week";
}
