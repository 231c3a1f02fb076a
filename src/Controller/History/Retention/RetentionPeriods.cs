namespace Fleet.Controller.History.Retention;

/// <summary>How long what is kept. Nothing grows without a bound.</summary>
public sealed record RetentionPeriods
{
    /// <summary>Raw log lines; default 7 days.</summary>
    public TimeSpan Lines { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The most raw lines of one host, the newest; default 20000.</summary>
    public int LinesPerHost { get; init; } = 20_000;

    /// <summary>Counts and samples in stretches of five minutes, then rolled up into hours; default 14 days.</summary>
    public TimeSpan Fine { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Counts and samples in hours; default 90 days.</summary>
    public TimeSpan Hourly { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Fact changes, ended outcomes and link spans, resolved regressions; default 400 days.</summary>
    public TimeSpan Changes { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Join tokens and certificates that ended; default 90 days.</summary>
    public TimeSpan Credentials { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Diagnoses; default 90 days.</summary>
    public TimeSpan Diagnoses { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The most diagnoses, the newest; default 10000.</summary>
    public int MostDiagnoses { get; init; } = 10_000;

    /// <summary>Notifications that arrived or were given up, and groups that are over; default 90 days.</summary>
    public TimeSpan Notifications { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Sweeps with their results; default 400 days.</summary>
    public TimeSpan Sweeps { get; init; } = TimeSpan.FromDays(400);

    /// <summary>The most sweeps, the newest; default 500.</summary>
    public int MostSweeps { get; init; } = 500;
}
