using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>Join tokens as a table.</summary>
internal static class TokenText
{
    public static IEnumerable<string> Lines(IReadOnlyList<JoinToken> tokens, Screen screen)
    {
        if (tokens.Count == 0)
        {
            return ["no join tokens: fleet token create makes one"];
        }

        var table = new Table(["ID", "STATE", "FOR", "LABELS", "MADE BY", "EXPIRES"], flexible: 3);
        foreach (var token in tokens)
        {
            table.Add(
                token.Id,
                State(token, screen),
                token.HostName.Length == 0 ? "any host" : token.HostName,
                string.Join(' ', token.Labels.Select(label => $"{label.Key}={label.Value}")),
                token.CreatedBy,
                screen.Times.Clock(token.ExpiresAt)
            );
        }

        return table.Lines(screen.Width, screen.Ink);
    }

    private static string State(JoinToken token, Screen screen) =>
        token.Revoked ? "revoked"
        : token.UsesLeft == 0 ? "used"
        : token.ExpiresAt.ToDateTimeOffset() <= screen.Times.Now ? "expired"
        : $"{Words.Count(token.UsesLeft, "use")} left";
}
