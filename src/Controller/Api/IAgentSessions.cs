using Fleet.Controller.Authority;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api;

/// <summary>Holds the agents' streams.</summary>
public interface IAgentSessions
{
    /// <summary>Serves one stream until it ends: the agent leaves, is revoked, a newer stream takes its place, or the controller drains.</summary>
    Task ServeAsync(
        AgentIdentity agent,
        IAsyncStreamReader<AgentMessage> fromAgent,
        IServerStreamWriter<ControllerMessage> toAgent,
        CancellationToken cancellationToken
    );
}
