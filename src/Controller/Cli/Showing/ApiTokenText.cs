using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>API tokens as a table, and a new one as the lines its holder needs.</summary>
internal static class ApiTokenText
{
    public static IEnumerable<string> Lines(IReadOnlyList<ApiToken> tokens, Screen screen)
    {
        if (tokens.Count == 0)
        {
            return ["no API tokens: fleet operator create makes one"];
        }

        var table = new Table(
            ["ID", "OPERATOR", "ROLE", "HOSTS", "STATE", "MADE BY", "EXPIRES"],
            flexible: 3
        );
        foreach (var token in tokens)
        {
            table.Add(
                token.Id,
                token.Operator,
                token.Role.ToString().ToLowerInvariant(),
                token.Scope.Count == 0
                    ? "all"
                    : string.Join(' ', token.Scope.Select(label => $"{label.Key}={label.Value}")),
                token.Revoked ? "revoked"
                    : token.ExpiresAt.ToDateTimeOffset() <= screen.Times.Now ? "expired"
                    : "valid",
                token.CreatedBy,
                screen.Times.Clock(token.ExpiresAt)
            );
        }

        return table.Lines(screen.Width, screen.Ink);
    }

    /// <summary>For a shell: what fleet reads from its environment.</summary>
    public static IEnumerable<string> New(CreateApiTokenReply reply, Screen screen)
    {
        screen.Talk(
            $"For {reply.Token.Operator}'s shell, on any machine (the token is shown only now):"
        );
        return
        [
            $"export FLEET_CONTROLLER={reply.Controller}",
            $"export FLEET_PIN={reply.Pin}",
            $"export FLEET_TOKEN={reply.Secret}",
        ];
    }
}
