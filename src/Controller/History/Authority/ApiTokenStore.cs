using Fleet.Controller.Authority.Operators;
using Fleet.Controller.Authority.Roles;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Writing;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Authority;

/// <summary>API tokens in the database.</summary>
public sealed class ApiTokenStore(HistoryDatabase database) : IApiTokenStore
{
    public Task AddAsync(ApiTokenEntry token, CancellationToken cancellationToken) =>
        database.Writer.CommitAsync(session => Add(session, token), cancellationToken);

    public Task<ApiTokenEntry?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            async (db, cancellation) =>
                await db.ApiTokens.FirstOrDefaultAsync(row => row.Id == id, cancellation) is { } row
                    ? Entry(row)
                    : null,
            cancellationToken
        );

    public Task<IReadOnlyList<ApiTokenEntry>> ListAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync<IReadOnlyList<ApiTokenEntry>>(
            async (db, cancellation) =>
            {
                var rows = await db
                    .ApiTokens.OrderByDescending(row => row.CreatedAt)
                    .ThenBy(row => row.Id)
                    .ToListAsync(cancellation);
                return [.. rows.Select(Entry)];
            },
            cancellationToken
        );

    public async Task<ApiTokenEntry?> RevokeAsync(
        string id,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        await database.Writer.CommitAsync(
            session => Revoke(session, id, by, at),
            cancellationToken
        );
        return await FindAsync(id, cancellationToken);
    }

    private static ApiTokenEntry Entry(ApiTokenRow row) =>
        new()
        {
            Id = row.Id,
            SecretHash = row.SecretHash,
            Operator = row.Operator,
            Role = (Role)row.Role,
            Scope = StoredJson.Labels(row.Scope),
            CreatedAt = row.CreatedAt,
            ExpiresAt = row.ExpiresAt,
            Revoked = row.Revoked,
            CreatedBy = row.CreatedBy,
        };

    private static bool Add(WriteSession session, ApiTokenEntry token)
    {
        session.Run(
            """
            INSERT INTO api_token(id, secret_hash, operator, role, scope, created_at, expires_at, revoked, created_by)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            token.Id,
            token.SecretHash,
            token.Operator,
            (int)token.Role,
            StoredJson.Write(token.Scope),
            token.CreatedAt,
            token.ExpiresAt,
            token.Revoked,
            token.CreatedBy
        );
        AuditLog.Write(
            session,
            new AuditEntry(
                token.CreatedAt,
                token.CreatedBy,
                "operator.create",
                token.Id,
                $"{token.Operator}, role {token.Role}, scope {StoredJson.Write(token.Scope)}, until {token.ExpiresAt:O}"
            )
        );
        return true;
    }

    private static bool Revoke(WriteSession session, string id, string by, DateTimeOffset at)
    {
        var changed = session.Run(
            "UPDATE api_token SET revoked = 1 WHERE id = $1 AND revoked = 0",
            id
        );
        if (changed == 1)
        {
            AuditLog.Write(session, new AuditEntry(at, by, "operator.revoke", id, ""));
        }

        return changed == 1;
    }
}
