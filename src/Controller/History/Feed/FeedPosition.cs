using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Controller.History.Feed;

/// <summary>How far a reader of the feed has come in each of its sources. Ids only ever grow, and one writer gives them: behind a position nothing can appear.</summary>
/// <param name="Regressions">The newest step in a regression's life.</param>
/// <param name="Links">The newest change of a link.</param>
/// <param name="Sweeps">The newest sweep that began.</param>
/// <param name="Policies">The newest policy.</param>
/// <param name="Running">Sweeps whose begin is behind the position and whose end is not.</param>
public sealed record FeedPosition(
    long Regressions,
    long Links,
    long Sweeps,
    long Policies,
    ImmutableSortedSet<long> Running
)
{
    private const string Version = "1";

    /// <summary>Before everything.</summary>
    public static FeedPosition Start { get; } = new(0, 0, 0, 0, []);

    /// <summary><c>1.120.45.7.2.6-7</c>: opaque to whoever keeps it.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Version}.{Regressions}.{Links}.{Sweeps}.{Policies}.{string.Join('-', Running)}"
        );

    /// <summary>Null: no cursor of ours.</summary>
    public static FeedPosition? Parse(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 6 || parts[0] != Version)
        {
            return null;
        }

        var numbers = parts[1..5].Select(Number).ToList();
        var running = parts[5].Split('-', StringSplitOptions.RemoveEmptyEntries).Select(Number);
        return numbers.Concat(running).Any(number => number is null)
            ? null
            : new(
                numbers[0]!.Value,
                numbers[1]!.Value,
                numbers[2]!.Value,
                numbers[3]!.Value,
                [.. running.Select(number => number!.Value)]
            );
    }

    public bool Equals(FeedPosition? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
