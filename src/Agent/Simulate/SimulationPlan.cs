using System.Collections.Immutable;

namespace Fleet.Agent.Simulate;

/// <summary>What is simulated.</summary>
internal sealed record SimulationPlan
{
    /// <summary>No more agents than this: each holds a connection, two files and some memory.</summary>
    public const int MostAgents = 10_000;

    /// <summary>The controller's host:port.</summary>
    public required string Controller { get; init; }

    /// <summary>The root certificate's pin.</summary>
    public required string Pin { get; init; }

    /// <summary>Join tokens, dealt to the hosts in turn: each gives its hosts its labels.</summary>
    public required ImmutableArray<string> Tokens { get; init; }

    /// <summary>How many hosts.</summary>
    public required int Agents { get; init; }

    /// <summary>Of these the last never connect, though they have joined.</summary>
    public int Offline { get; init; }

    /// <summary>How long after each run of its checks a host runs them again.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often hosts drift; null: never.</summary>
    public TimeSpan? DriftEvery { get; init; }

    /// <summary>How many drift each time: PermitRootLogin becomes yes, and is put right the next time.</summary>
    public int DriftHosts { get; init; } = 5;

    /// <summary>When it ends by itself; null: when it is told to.</summary>
    public TimeSpan? For { get; init; }
}
