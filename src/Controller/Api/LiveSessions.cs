using Fleet.Controller.Authority;
using Fleet.Controller.Ingest.Sessions;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api;

/// <summary>The streams of real agents.</summary>
public sealed class LiveSessions(AgentSessions sessions) : IAgentSessions
{
    public Task ServeAsync(
        AgentIdentity agent,
        IAsyncStreamReader<AgentMessage> fromAgent,
        IServerStreamWriter<ControllerMessage> toAgent,
        CancellationToken cancellationToken
    ) => sessions.ServeAsync(agent, fromAgent, toAgent, cancellationToken);
}
