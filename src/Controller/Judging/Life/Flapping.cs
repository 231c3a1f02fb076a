namespace Fleet.Controller.Judging.Life;

/// <summary>What comes and goes is told once until it holds still.</summary>
internal static class Flapping
{
    /// <summary>So many openings within <see cref="Window"/> are flapping.</summary>
    public const int Openings = 3;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(60);

    /// <summary>How long it must hold good to be resolved.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromMinutes(30);

    /// <summary>The most openings that are remembered.</summary>
    private const int Most = 100;

    /// <summary>It is good at present, and has not been for long enough.</summary>
    public static bool IsCalming(RegressionEntry entry) =>
        entry.FlappingSince is not null
        && entry.LatelyOpened is [.., var last]
        && entry.LastGoodAt > last;

    /// <summary>When it will have held good for long enough; null: it is not flapping, or bad now.</summary>
    public static DateTimeOffset? CalmAt(RegressionEntry entry) =>
        IsCalming(entry) ? entry.LastGoodAt + Calm : null;

    /// <summary>The openings with one more, without those that no longer count; while it flaps all of them count.</summary>
    public static RegressionEntry Opened(RegressionEntry entry, DateTimeOffset at) =>
        entry with
        {
            Openings = entry.Openings + 1,
            LatelyOpened =
            [
                .. entry
                    .LatelyOpened.Where(each =>
                        entry.FlappingSince is not null || each > at - Window
                    )
                    .Append(at)
                    .TakeLast(Most),
            ],
        };

    /// <summary><c>comes and goes: 4 times in 50 min</c></summary>
    public static string Words(IReadOnlyList<DateTimeOffset> openings) =>
        openings.Count == 0
            ? "comes and goes"
            : $"comes and goes: {openings.Count} times in {Math.Max(1, (int)(openings[^1] - openings[0]).TotalMinutes)} min";
}
