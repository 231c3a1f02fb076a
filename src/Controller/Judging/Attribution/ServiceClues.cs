using Fleet.Checks.Facts;

namespace Fleet.Controller.Judging.Attribution;

/// <summary>Starts, stops and reloads of sshd's units in the window.</summary>
internal static class ServiceClues
{
    public const string Check = "ssh.service";

    private const int Moved = 40;
    private const int ByItself = 55;

    /// <summary>systemd's state changes are told by the run that saw them: within half a minute of it.</summary>
    public static IEnumerable<Clue> Of(AttributionInput input) =>
        input
            .Changes.Where(change => input.IsWithin(change.At))
            .Select(change => Clue(input.Entry, change))
            .OfType<Clue>();

    private static Clue? Clue(RegressionEntry entry, FactChange change)
    {
        // What the regression is itself about explains nothing.
        if (
            change.Kind != FactChangeKind.Set
            || change.Before is null
            || entry.Changes.Any(own => own.Key == change.Key)
        )
        {
            return null;
        }

        var unit = Uri.UnescapeDataString(change.Key.Split('/').ElementAtOrDefault(1) ?? "");
        return FactKey.Matches(change.Key, "unit/*/changed")
                ? new(
                    ClueKind.Service,
                    change.At,
                    $"{unit} was started, stopped or reloaded",
                    Moved,
                    Check
                )
            : FactKey.Matches(change.Key, "unit/*/restarts")
                ? new(
                    ClueKind.Service,
                    change.At,
                    $"systemd started {unit} again by itself ({change.Before} → {change.After} times)",
                    ByItself,
                    Check
                )
            : null;
    }
}
