namespace Fleet.Controller.Sweeps.Running;

/// <summary>What a sweep is asked to be.</summary>
public sealed record SweepOrder
{
    /// <summary>The default of <see cref="Patience"/>.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromMinutes(10);

    /// <summary>The most that <see cref="Patience"/> may be.</summary>
    public static readonly TimeSpan LongestPatience = TimeSpan.FromDays(7);

    public required SweepProfile Profile { get; init; }

    public required SweepSelection Selection { get; init; }

    /// <summary>Who orders it.</summary>
    public required string By { get; init; }

    /// <summary>The schedule that begins it; null: somebody does.</summary>
    public long? ScheduleId { get; init; }

    /// <summary>How long hosts that are offline are asked again; between 1 s and 7 days.</summary>
    public TimeSpan Patience { get; init; } = DefaultPatience;

    /// <summary>No host is asked: what is stored is judged.</summary>
    public bool IsStored { get; init; }
}
