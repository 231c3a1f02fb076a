using Fleet.Controller.Authority;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Api.Operating;

internal static class TokenMessage
{
    public static JoinToken From(JoinTokenEntry token)
    {
        var message = new JoinToken
        {
            Id = token.Id,
            HostName = token.HostName,
            CreatedAt = token.CreatedAt.ToTimestamp(),
            ExpiresAt = token.ExpiresAt.ToTimestamp(),
            UsesLeft = token.UsesLeft,
            Revoked = token.Revoked,
            CreatedBy = token.CreatedBy,
        };
        message.Labels.Add(token.Labels);
        return message;
    }
}
