namespace Fleet.Controller.Authority.Operators;

/// <summary>Where API tokens are kept. Every write is one commit of the one writer, with its line in the audit.</summary>
public interface IApiTokenStore
{
    Task AddAsync(ApiTokenEntry token, CancellationToken cancellationToken);

    Task<ApiTokenEntry?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>All tokens, newest first.</summary>
    Task<IReadOnlyList<ApiTokenEntry>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Revokes (again: no change); null: no such token.</summary>
    Task<ApiTokenEntry?> RevokeAsync(
        string id,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    );
}
