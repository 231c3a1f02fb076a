using System.Net;
using Fleet.Controller.Api.Callers;

namespace Fleet.Controller.Api.Listening;

/// <summary>Where a controller listens.</summary>
/// <param name="Agents">Address and port for agents, over TLS; port 0: any free one.</param>
/// <param name="Socket">The operators' unix socket, an absolute path.</param>
/// <param name="Metrics">A plain address for <c>/healthz</c> and <c>/metrics</c> besides; null: none.</param>
public sealed record ListenPlan(IPEndPoint Agents, string Socket, IPEndPoint? Metrics)
{
    /// <summary>Whose members may use the socket too; null: its owner alone.</summary>
    public SocketGroup? Group { get; init; }
}
