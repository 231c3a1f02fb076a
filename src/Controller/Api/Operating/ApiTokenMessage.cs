using Fleet.Controller.Authority.Operators;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Api.Operating;

internal static class ApiTokenMessage
{
    public static ApiToken From(ApiTokenEntry token)
    {
        var message = new ApiToken
        {
            Id = token.Id,
            Operator = token.Operator,
            Role = (Role)(int)token.Role,
            CreatedAt = token.CreatedAt.ToTimestamp(),
            ExpiresAt = token.ExpiresAt.ToTimestamp(),
            Revoked = token.Revoked,
            CreatedBy = token.CreatedBy,
        };
        message.Scope.Add(token.Scope);
        return message;
    }
}
