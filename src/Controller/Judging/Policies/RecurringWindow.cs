using System.Diagnostics.CodeAnalysis;
using Quartz;

namespace Fleet.Controller.Judging.Policies;

/// <summary>Comes again and again. Of a window that a change of the clocks swallows, Quartz says where it begins.</summary>
public sealed record RecurringWindow : SilenceWindow
{
    private readonly CronExpression _begins;

    private RecurringWindow(CronExpression begins, TimeSpan lasts) =>
        (_begins, Lasts) = (begins, lasts);

    /// <summary>The cron expression in Quartz's form.</summary>
    public string Begins => _begins.CronExpressionString;

    public TimeSpan Lasts { get; }

    public TimeZoneInfo Zone => _begins.TimeZone;

    /// <param name="begins">Five fields as in crontab(5), or six or seven as Quartz has them, with seconds first.</param>
    /// <param name="lasts">How long after each beginning it holds.</param>
    /// <param name="zone">Whose clock it goes by.</param>
    /// <param name="window">The window.</param>
    /// <returns>False: it is no cron expression.</returns>
    public static bool TryMake(
        string begins,
        TimeSpan lasts,
        TimeZoneInfo zone,
        [NotNullWhen(true)] out RecurringWindow? window
    )
    {
        var fields = begins.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length;
        var format = fields == 5 ? CronFormat.Unix : CronFormat.Quartz;
        window = CronExpression.TryParse(begins, format, out var parsed)
            ? new RecurringWindow(parsed.WithTimeZone(zone), lasts)
            : null;
        return window is not null;
    }

    public override bool Holds(DateTimeOffset at) => FirstEndingAfter(at) <= at;

    public override DateTimeOffset? NextChange(DateTimeOffset at) =>
        FirstEndingAfter(at) is { } begins
            ? begins <= at
                ? begins + Lasts
                : begins
            : null;

    /// <summary>The first beginning whose window has not ended at a moment.</summary>
    private DateTimeOffset? FirstEndingAfter(DateTimeOffset at) =>
        _begins.GetNextValidTimeAfter(at - Lasts);

    /// <summary>By what it says; Quartz's parsed form has no say in it.</summary>
    public bool Equals(RecurringWindow? other) =>
        other is not null && (Begins, Lasts, Zone.Id) == (other.Begins, other.Lasts, other.Zone.Id);

    public override int GetHashCode() => HashCode.Combine(Begins, Lasts, Zone.Id);
}
