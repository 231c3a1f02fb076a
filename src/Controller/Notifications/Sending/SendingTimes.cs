namespace Fleet.Controller.Notifications.Sending;

/// <summary>How patiently messages are sent.</summary>
public sealed record SendingTimes
{
    /// <summary>The longest that one try may take.</summary>
    public TimeSpan Try { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a failed try is made again at once, before it is put off.</summary>
    public int QuickRetries { get; init; } = 2;

    /// <summary>From a failed try to the next at once; it grows, and no two are alike.</summary>
    public TimeSpan QuickDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a message is put off after its first round of tries; twice as long after each further one.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A message that is older is given up: it is no longer news.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a message is put off.</summary>
    /// <param name="tries">Rounds of tries made, from 1.</param>
    /// <param name="chance">From 0 to 1: receivers that failed together are not asked together again.</param>
    public TimeSpan DelayAfter(int tries, double chance)
    {
        var doubled = FirstDelay * Math.Pow(2, Math.Min(tries - 1, 30));
        var capped = doubled < LongestDelay ? doubled : LongestDelay;
        return capped * (0.75 + (0.5 * chance));
    }
}
