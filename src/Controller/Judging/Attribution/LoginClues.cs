namespace Fleet.Controller.Judging.Attribution;

/// <summary>Who logged in over SSH in the window: whoever changed the host by hand was there.</summary>
internal static class LoginClues
{
    public const string Check = "ssh.auth_log";

    private const int Anybody = 30;
    private const int Root = 35;
    private const int Most = 5;

    public static IEnumerable<Clue> Of(AttributionInput input) =>
        input
            .Lines.Where(line =>
                line.Kind.StartsWith("accepted", StringComparison.Ordinal)
                && input.IsWithin(line.At)
                && line.User.Length > 0
            )
            .GroupBy(line => (line.User, line.Source))
            .Select(group => group.MaxBy(line => line.At))
            .OrderByDescending(line => line.At)
            .Take(Most)
            .Select(line => new Clue(
                ClueKind.Login,
                line.At,
                $"{line.User} logged in{(line.Source.Length == 0 ? "" : $" from {line.Source}")}",
                line.User == "root" ? Root : Anybody,
                Check
            ));
}
