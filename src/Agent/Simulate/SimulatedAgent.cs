using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fleet.Agent.Disk;
using Fleet.Agent.Enrolment;
using Fleet.Agent.Link;
using Fleet.Agent.Schedule;
using Fleet.Agent.Spool;
using Fleet.Checks.Catalog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Agent.Simulate;

/// <summary>One agent: the checks, the enrolment, the spool and the link that every agent has, on a host that is not there.</summary>
internal sealed class SimulatedAgent : IDisposable
{
    /// <summary>What was acked is deleted by whole files: small ones keep thousands of spools small.</summary>
    private static readonly SpoolLimits Limits = new(MaxBytes: 8 << 20, SegmentBytes: 32 << 10);

    private readonly CheckCatalog _catalog;
    private readonly RecordSpool _spool;
    private readonly CheckRounds _rounds;
    private readonly Renewal _renewal;
    private readonly ControllerLink _link;

    private SimulatedAgent(
        SimulatedHost host,
        CheckCatalog catalog,
        DataFolder data,
        MembershipStore store,
        Membership membership
    )
    {
        var log = NullLogger.Instance;
        (Host, _catalog) = (host, catalog);
        _spool = RecordSpool.Open(data.Spool, Limits, static _ => { });
        _rounds = new CheckRounds(host, _spool, log);
        _renewal = new Renewal(membership, store, host.Time, Random.Shared, log);
        var checks = new LocalChecks(
            catalog,
            _rounds,
            // Hosts keep the simulation's rhythm, whatever is assigned.
            static (_, _) => Task.CompletedTask
        )
        {
            Reach = host.Reach,
            Host = host,
        };
        var session = new LinkSession(_spool, checks, MachineIdOf(host.Traits), host.Time, log);
        _link = new ControllerLink(_renewal, session, host.Time, Random.Shared, log);
    }

    public SimulatedHost Host { get; }

    public LinkState Link => _link.State;

    /// <summary>Records that were made, and how many of them the controller has stored.</summary>
    public (long Made, long Stored) Records
    {
        get
        {
            var made = (long)_spool.NewestSeq;
            return (made, made - _spool.Size.Records);
        }
    }

    /// <summary>The agent of a host that has joined: now, or in an earlier simulation with the same folder.</summary>
    /// <param name="host">Which.</param>
    /// <param name="catalog">Its checks.</param>
    /// <param name="data">Where it keeps key and spool.</param>
    /// <param name="plan">Whom it joins.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The agent, or why it could not join.</returns>
    public static async Task<(SimulatedAgent? Agent, Asked? Failure)> JoinAsync(
        SimulatedHost host,
        CheckCatalog catalog,
        DataFolder data,
        SimulationPlan plan,
        CancellationToken cancellationToken
    )
    {
        var store = new MembershipStore(data);
        var membership = store.Load();
        if (membership?.Controller != plan.Controller || membership.Pin != plan.Pin)
        {
            var answer = await AskAsync(host, plan, cancellationToken);
            if (answer is not Asked.Granted granted)
            {
                return (null, answer);
            }

            membership = granted.Membership;
            store.Save(membership);
        }

        return (new SimulatedAgent(host, catalog, data, store, membership), null);
    }

    /// <summary>Runs every check once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var check in _catalog.Checks)
        {
            _ = await _rounds.RunAsync(check, mayFold: true, cancellationToken);
        }
    }

    /// <summary>Keeps the stream to the controller, until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_link.RunAsync(cancellationToken), _renewal.RunAsync(cancellationToken));

    public void Dispose() => _spool.Dispose();

    private static Task<Asked> AskAsync(
        SimulatedHost host,
        SimulationPlan plan,
        CancellationToken cancellationToken
    ) =>
        new Enroller(host.Time).JoinAsync(
            plan.Controller,
            plan.Pin,
            plan.Tokens[(host.Traits.Number - 1) % plan.Tokens.Length],
            new Applicant(host.Traits.Name, MachineIdOf(host.Traits)),
            cancellationToken
        );

    private static ImmutableArray<byte> MachineIdOf(HostTraits traits) =>
        [.. SHA256.HashData(Encoding.UTF8.GetBytes($"simulated machine {traits.Name}"))];
}
