using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet operator list --json</c> prints.</summary>
public sealed record ApiTokensJson(int SchemaVersion, IReadOnlyList<ApiTokenJson> Tokens);

/// <summary>What <c>fleet operator create --json</c> prints; the secret is never shown again.</summary>
public sealed record NewApiTokenJson(
    int SchemaVersion,
    ApiTokenJson Token,
    string Secret,
    string Controller,
    string Pin
);

/// <summary>What <c>fleet operator revoke --json</c> prints.</summary>
public sealed record RevokedApiTokenJson(int SchemaVersion, ApiTokenJson Token);

/// <summary>An API token without its secret.</summary>
public sealed record ApiTokenJson(
    string Id,
    string Operator,
    string Role,
    IDictionary<string, string> Scope,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? ExpiresAt,
    bool Revoked,
    string CreatedBy
)
{
    public static ApiTokenJson From(ApiToken token) =>
        new(
            token.Id,
            token.Operator,
            token.Role.ToString().ToLowerInvariant(),
            token.Scope,
            token.CreatedAt?.ToDateTimeOffset(),
            token.ExpiresAt?.ToDateTimeOffset(),
            token.Revoked,
            token.CreatedBy
        );
}
