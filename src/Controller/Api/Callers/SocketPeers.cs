using System.Net.Sockets;
using Fleet.Controller.Authority.Roles;

namespace Fleet.Controller.Api.Callers;

/// <summary>Who is at the other end of the operators' socket, and what that may do.</summary>
/// <param name="group">Whose members may ask besides the owner; null: nobody's.</param>
public sealed class SocketPeers(SocketGroup? group)
{
    /// <summary>The owner has every role; members of the group are operators. The socket's mode says the same; this holds also in the moment before the mode is set.</summary>
    /// <returns>Null: somebody else.</returns>
    public OperatorIdentity? Find(Socket socket)
    {
        var peer = SocketPeer.Of(socket);
        return peer.IsOwner ? OperatorIdentity.Owner(AccountNames.Of(peer.UserId))
            : group is not null && peer.IsIn(group.Id, socket)
                ? OperatorIdentity.Member(AccountNames.Of(peer.UserId))
            : null;
    }
}
