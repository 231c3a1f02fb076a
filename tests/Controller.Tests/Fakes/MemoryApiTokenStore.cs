using Fleet.Controller.Authority.Operators;

namespace Fleet.Controller.Tests.Fakes;

/// <summary>API tokens in memory.</summary>
public sealed class MemoryApiTokenStore : IApiTokenStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ApiTokenEntry> _tokens = [];

    public Task AddAsync(ApiTokenEntry token, CancellationToken cancellationToken) =>
        Locked(() => _tokens[token.Id] = token);

    public Task<ApiTokenEntry?> FindAsync(string id, CancellationToken cancellationToken) =>
        Locked(() => _tokens.GetValueOrDefault(id));

    public Task<IReadOnlyList<ApiTokenEntry>> ListAsync(CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<ApiTokenEntry>>(() =>
            [.. _tokens.Values.OrderByDescending(token => token.CreatedAt)]
        );

    public Task<ApiTokenEntry?> RevokeAsync(
        string id,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        Locked(() =>
            _tokens.TryGetValue(id, out var token)
                ? _tokens[id] = token with { Revoked = true }
                : null
        );

    private Task<T> Locked<T>(Func<T> act)
    {
        lock (_lock)
        {
            return Task.FromResult(act());
        }
    }
}
