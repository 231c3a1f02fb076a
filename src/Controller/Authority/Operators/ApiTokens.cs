using System.Collections.Immutable;
using Fleet.Controller.Authority.Roles;
using Grpc.Core;

namespace Fleet.Controller.Authority.Operators;

/// <summary>Makes, revokes and recognises the tokens by which operators call over the network.</summary>
public sealed class ApiTokens(IApiTokenStore store, TimeProvider time)
{
    public static readonly TimeSpan DefaultValidity = TimeSpan.FromDays(90);
    public static readonly TimeSpan LongestValidity = TimeSpan.FromDays(366);
    private const int LongestName = 64;

    /// <summary>Makes a token. Its secret is returned and never stored.</summary>
    /// <param name="name">Whose it is: letters, digits and <c>._@-</c>.</param>
    /// <param name="role">What it allows.</param>
    /// <param name="scope">Labels that a host must all have to be seen with it; empty: every host.</param>
    /// <param name="validFor">Null: <see cref="DefaultValidity"/>; at most <see cref="LongestValidity"/>.</param>
    /// <param name="by">The operator who makes it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpcException"><see cref="StatusCode.InvalidArgument"/>: a value out of its range, named.</exception>
    public async Task<(ApiTokenEntry Token, TokenSecret Secret)> CreateAsync(
        string name,
        Role role,
        ImmutableSortedDictionary<string, string> scope,
        TimeSpan? validFor,
        string by,
        CancellationToken cancellationToken
    )
    {
        if (Problem(name, role, scope, validFor) is { } problem)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, problem));
        }

        var secret = TokenSecret.New();
        var now = time.GetUtcNow();
        var token = new ApiTokenEntry
        {
            Id = secret.Id,
            SecretHash = secret.Hash(),
            Operator = name,
            Role = role,
            Scope = scope,
            CreatedAt = now,
            ExpiresAt = now + (validFor ?? DefaultValidity),
            CreatedBy = by,
        };
        await store.AddAsync(token, cancellationToken);
        return (token, secret);
    }

    public Task<IReadOnlyList<ApiTokenEntry>> ListAsync(CancellationToken cancellationToken) =>
        store.ListAsync(cancellationToken);

    /// <summary>Revokes; null: no such token. Takes the whole <c>id.secret</c> too, since that is what people paste.</summary>
    public Task<ApiTokenEntry?> RevokeAsync(
        string id,
        string by,
        CancellationToken cancellationToken
    ) => store.RevokeAsync(id.Split('.')[0], by, time.GetUtcNow(), cancellationToken);

    /// <summary>Who bears the token; null: it is not one of ours, expired or revoked. It does not say which: that would help who guesses.</summary>
    public async Task<OperatorIdentity?> IdentifyAsync(
        string presented,
        CancellationToken cancellationToken
    )
    {
        if (!TokenSecret.TryParse(presented, out var secret))
        {
            return null;
        }

        var token = await store.FindAsync(secret.Value.Id, cancellationToken);
        return
            token is { Revoked: false }
            && secret.Value.Proves(token.SecretHash)
            && token.ExpiresAt > time.GetUtcNow()
            ? new(token.Operator, token.Role, token.Scope)
            : null;
    }

    private static string? Problem(
        string name,
        Role role,
        ImmutableSortedDictionary<string, string> scope,
        TimeSpan? validFor
    )
    {
        if (
            name.Length is 0 or > LongestName
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '@' or '-')
        )
        {
            return $"\"{name}\" cannot be an operator's name: expected 1 to {LongestName} letters, digits and ._@-";
        }

        if (role is Role.Unspecified || !Enum.IsDefined(role))
        {
            return "a token needs a role: viewer, diagnoser, operator or admin";
        }

        if (role is Role.Admin && !scope.IsEmpty)
        {
            return "an admin decides about the whole fleet: leave out the labels, or give another role";
        }

        return validFor is { } valid && (valid <= TimeSpan.Zero || valid > LongestValidity)
            ? $"an API token is valid for more than nothing and at most {LongestValidity.Days} days"
            : null;
    }
}
