using Fleet.Controller.Ingest.Sessions;

namespace Fleet.Controller.Sweeps.Asking;

/// <summary>Asks over the agents' streams.</summary>
public sealed class AgentAsker(AgentSessions sessions) : IHostAsker
{
    public IReadOnlyCollection<int> Live => sessions.Live;

    public async Task<HostAsked> AskAsync(
        int hostId,
        IReadOnlyCollection<string> checks,
        TimeSpan within,
        CancellationToken cancellationToken
    )
    {
        var answers = sessions.RunChecksAsync(hostId, checks, within, cancellationToken);
        await foreach (var answer in answers)
        {
            HostAsked? end = answer switch
            {
                CheckAnswer.NotConnected => new HostAsked.Lost(),
                CheckAnswer.TimedOut => new HostAsked.TimedOut(),
                CheckAnswer.Refused(var reason) => new HostAsked.Refused(reason),
                _ => null,
            };
            if (end is not null)
            {
                return end;
            }
        }

        return new HostAsked.Looked();
    }
}
