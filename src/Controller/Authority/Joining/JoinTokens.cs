using System.Collections.Immutable;
using Grpc.Core;

namespace Fleet.Controller.Authority.Joining;

/// <summary>Makes and revokes join tokens.</summary>
public sealed class JoinTokens(IAuthorityStore store, TimeProvider time)
{
    public static readonly TimeSpan DefaultValidity = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan LongestValidity = TimeSpan.FromDays(30);
    public const int MostUses = 10_000;

    /// <summary>Makes a token. Its secret is returned and never stored.</summary>
    /// <param name="hostName">The only name it may be used for; empty: any.</param>
    /// <param name="labels">For the hosts that join with it.</param>
    /// <param name="validFor">Null: <see cref="DefaultValidity"/>; at most <see cref="LongestValidity"/>.</param>
    /// <param name="uses">0: one.</param>
    /// <param name="by">The operator.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpcException"><see cref="StatusCode.InvalidArgument"/>: a value out of its range, named.</exception>
    public async Task<(JoinTokenEntry Token, TokenSecret Secret)> CreateAsync(
        string hostName,
        ImmutableSortedDictionary<string, string> labels,
        TimeSpan? validFor,
        int uses,
        string by,
        CancellationToken cancellationToken
    )
    {
        if (Problem(hostName, labels, validFor, uses) is { } problem)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, problem));
        }

        var secret = TokenSecret.New();
        var now = time.GetUtcNow();
        var token = new JoinTokenEntry
        {
            Id = secret.Id,
            SecretHash = secret.Hash(),
            HostName = hostName,
            Labels = labels,
            CreatedAt = now,
            ExpiresAt = now + (validFor ?? DefaultValidity),
            UsesLeft = uses == 0 ? 1 : uses,
            CreatedBy = by,
        };
        await store.AddTokenAsync(token, cancellationToken);
        return (token, secret);
    }

    public Task<IReadOnlyList<JoinTokenEntry>> ListAsync(CancellationToken cancellationToken) =>
        store.ListTokensAsync(cancellationToken);

    /// <summary>Revokes; null: no such token. Takes the whole <c>id.secret</c> too, since that is what people paste.</summary>
    public Task<JoinTokenEntry?> RevokeAsync(
        string id,
        string by,
        CancellationToken cancellationToken
    ) => store.RevokeTokenAsync(id.Split('.')[0], by, time.GetUtcNow(), cancellationToken);

    private static string? Problem(
        string hostName,
        ImmutableSortedDictionary<string, string> labels,
        TimeSpan? validFor,
        int uses
    )
    {
        if (hostName.Length > 0 && !HostName.IsValid(hostName))
        {
            return $"\"{hostName}\" cannot be a host's name: expected {HostName.Expected}";
        }

        if (
            labels.FirstOrDefault(each => each.Key.Length == 0 || each.Key.Contains('=')) is
            { Key: not null } bad
        )
        {
            return $"\"{bad.Key}\" cannot be a label's name: expected key=value";
        }

        if (validFor is { } valid && (valid <= TimeSpan.Zero || valid > LongestValidity))
        {
            return "a join token is valid for more than nothing and at most 30 days";
        }

        if (uses is < 0 or > MostUses)
        {
            return $"a join token has 1 to {MostUses} uses";
        }

        return hostName.Length > 0 && uses > 1 ? "a token for one host name has one use" : null;
    }
}
