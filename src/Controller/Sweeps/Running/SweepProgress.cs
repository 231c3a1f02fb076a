using Fleet.Controller.History.Schema;
using Fleet.Controller.Sweeps.Reporting;

namespace Fleet.Controller.Sweeps.Running;

/// <summary>How far a running sweep is.</summary>
/// <param name="Hosts">All its hosts.</param>
/// <param name="Done">Hosts with their outcome.</param>
/// <param name="Asked">Hosts that look now.</param>
/// <param name="Results">Results since the controller began to run it.</param>
public sealed record SweepProgress(int Hosts, int Done, int Asked, StandingCounts Results)
{
    /// <summary>Hosts that are not connected, or said no and are asked again.</summary>
    public int Waiting => Hosts - Done - Asked;
}

/// <summary>Counts while a sweep runs; many write, many read.</summary>
internal sealed class SweepTally(int hosts, int done)
{
    private readonly Lock _lock = new();
    private SweepProgress _now = new(hosts, done, 0, StandingCounts.None);

    public SweepProgress Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    public void Asks(int change)
    {
        lock (_lock)
        {
            _now = _now with { Asked = _now.Asked + change };
        }
    }

    public void Stored(IReadOnlyCollection<StandingCounts> hosts)
    {
        lock (_lock)
        {
            _now = _now with
            {
                Done = _now.Done + hosts.Count,
                Results = hosts.Aggregate(_now.Results, (sum, counts) => sum + counts),
            };
        }
    }
}

/// <summary>A host whose outcome can be made now.</summary>
/// <param name="Host">As the sweep lists it.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Why its answer is not whole, or why there is none; empty: it is.</param>
/// <param name="Asked">How often it was asked.</param>
internal sealed record HostOutcome(
    SweepHostRow Host,
    SweepHostState State,
    string Reason,
    int Asked
);
