using System.Collections.Immutable;
using Fleet.Agent.Disk;
using Fleet.Agent.Enrolment;
using Fleet.Checks.Catalog;

namespace Fleet.Agent.Simulate;

/// <summary>How far a simulation is.</summary>
/// <param name="Agents">How many there shall be.</param>
/// <param name="Joined">How many have joined.</param>
/// <param name="Connected">How many have a stream that was welcomed.</param>
/// <param name="Records">Records made by all of them, in this simulation and in earlier ones with the same folder.</param>
/// <param name="Stored">How many of those the controller has acked.</param>
/// <param name="Drifted">How many hosts are as nobody wants them.</param>
internal sealed record Progress(
    int Agents,
    int Joined,
    int Connected,
    long Records,
    long Stored,
    int Drifted
);

/// <summary>A host could not join, so there is no fleet.</summary>
internal sealed class NotJoinedException(string host, Asked failure) : Exception(failure.Why)
{
    public string Host { get; } = host;

    /// <summary>Nobody could be asked: later perhaps.</summary>
    public bool IsOffline { get; } = failure is Asked.Unreachable;
}

/// <summary>Many agents in one process: they join, look at their hosts and connect, some at a time, and from then on each runs its checks again and again.</summary>
/// <param name="plan">What is simulated.</param>
/// <param name="folder">Where each agent has a folder.</param>
/// <param name="catalog">The checks.</param>
/// <param name="time">The clock of all hosts.</param>
internal sealed class SimulatedFleet(
    SimulationPlan plan,
    string folder,
    CheckCatalog catalog,
    TimeProvider time
) : IDisposable
{
    /// <summary>Joining is handshakes and signatures: a few at a time keep every core busy and no controller waiting.</summary>
    private const int AtOnce = 8;
    private const int Tries = 5;
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(2);

    private readonly SimulatedAgent?[] _agents = new SimulatedAgent?[plan.Agents];
    private ImmutableArray<SimulatedAgent> _drifted = [];

    public Progress Progress
    {
        get
        {
            var there = _agents.OfType<SimulatedAgent>().ToList();
            var records = there.ConvertAll(agent => agent.Records);
            return new Progress(
                plan.Agents,
                there.Count,
                there.Count(agent => agent.Link.IsConnected),
                records.Sum(each => each.Made),
                records.Sum(each => each.Stored),
                _drifted.Length
            );
        }
    }

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="NotJoinedException">An agent could not join.</exception>
    /// <exception cref="IOException">A folder cannot be written.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var streams = new Task[plan.Agents];
        Array.Fill(streams, Task.CompletedTask);
        try
        {
            await Parallel.ForAsync(
                0,
                plan.Agents,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = AtOnce,
                    CancellationToken = ending.Token,
                },
                async (i, token) =>
                {
                    var agent = await JoinAsync(i + 1, token);
                    _agents[i] = agent;
                    await agent.LookAsync(token);
                    streams[i] =
                        i < plan.Agents - plan.Offline
                            ? agent.RunAsync(ending.Token)
                            : Task.CompletedTask;
                }
            );
            await Task.WhenAll(AgainAndAgainAsync(ending.Token), DriftAsync(ending.Token));
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(streams).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        foreach (var agent in _agents)
        {
            agent?.Dispose();
        }
    }

    private async Task<SimulatedAgent> JoinAsync(int number, CancellationToken cancellationToken)
    {
        var host = new SimulatedHost(HostTraits.Of(number), time);
        var data = new DataFolder(Path.Combine(folder, host.Traits.Name));
        for (var tried = 1; ; tried++)
        {
            var (agent, failure) = await SimulatedAgent.JoinAsync(
                host,
                catalog,
                data,
                plan,
                cancellationToken
            );
            if (agent is not null)
            {
                return agent;
            }

            if (failure is not Asked.Unreachable || tried == Tries)
            {
                throw new NotJoinedException(host.Traits.Name, failure!);
            }

            await Task.Delay(BeforeNextTry, time, cancellationToken);
        }
    }

    /// <summary>One host after the other, so that the load is even.</summary>
    private async Task AgainAndAgainAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (var agent in _agents.OfType<SimulatedAgent>())
            {
                await Task.Delay(plan.Every / plan.Agents, time, cancellationToken);
                await agent.LookAsync(cancellationToken);
            }
        }
    }

    /// <summary>The next hosts drift, and those before are put right.</summary>
    private async Task DriftAsync(CancellationToken cancellationToken)
    {
        var next = 0;
        while (plan.DriftEvery is { } every)
        {
            await Task.Delay(every, time, cancellationToken);
            var righted = _drifted;
            _drifted =
            [
                .. Enumerable
                    .Range(next, plan.DriftHosts)
                    .Select(i => _agents[i % plan.Agents])
                    .OfType<SimulatedAgent>(),
            ];
            next = (next + plan.DriftHosts) % plan.Agents;
            foreach (var agent in righted.Except(_drifted))
            {
                var before = HostTraits.Of(agent.Host.Traits.Number).PermitsRootLogin;
                agent.Host.Change(host => host with { PermitsRootLogin = before });
                await agent.LookAsync(cancellationToken);
            }

            foreach (var agent in _drifted)
            {
                agent.Host.Change(host => host with { PermitsRootLogin = true });
                await agent.LookAsync(cancellationToken);
            }
        }
    }
}
