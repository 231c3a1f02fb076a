using System.Collections.Immutable;
using System.Net;

namespace Fleet.Checks.Probe;

/// <summary>A connection that an agent of the fleet made to an sshd.</summary>
/// <param name="From">The agent's end.</param>
/// <param name="At">When, by the clock of the host whose log has it.</param>
public sealed record FleetVisit(IPEndPoint From, DateTimeOffset At)
{
    /// <summary>How far from a visit a line may be dated: a port is soon somebody else's.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    /// <summary>True where a line of that moment may be about this visit.</summary>
    public bool IsNear(DateTimeOffset at) => (at - At).Duration() <= Span;
}

/// <summary>Remembers the latest visits, in memory that nobody can grow.</summary>
/// <param name="time">The host's clock.</param>
public sealed class FleetVisits(TimeProvider time)
{
    private const int Most = 128;
    private readonly Queue<FleetVisit> _visits = new(Most);

    /// <summary>The latest, oldest first.</summary>
    public ImmutableArray<FleetVisit> Latest
    {
        get
        {
            lock (_visits)
            {
                return [.. _visits];
            }
        }
    }

    /// <summary>A visit that was made just now.</summary>
    public void Add(IPEndPoint from)
    {
        lock (_visits)
        {
            if (_visits.Count == Most)
            {
                _visits.Dequeue();
            }

            _visits.Enqueue(new FleetVisit(from, time.GetUtcNow()));
        }
    }
}
