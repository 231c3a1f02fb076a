using System.Collections.Immutable;
using Fleet.Agent.Disk;
using Fleet.Agent.Enrolment;
using Fleet.Agent.Link;
using Fleet.Agent.Schedule;
using Fleet.Agent.Spool;
using Fleet.Agent.Tests.Fakes;
using Fleet.Checks.Catalog;
using Fleet.Checks.Probe;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Agent.Tests.Link;

/// <summary>An agent without its schedule: tests say when a check runs.</summary>
internal sealed class AgentUnderTest : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ControllerLink _link;
    private readonly CheckCatalog _catalog = new(
        new FileCheck("test.one", "/one"),
        new FileCheck("test.two", "/two")
    );
    private Task _running = Task.CompletedTask;

    private AgentUnderTest(Membership membership, TimeProvider time, FakeHost host)
    {
        Host = host;
        Spool = RecordSpool.Open(_folder["spool"], new SpoolLimits(), Assert.Fail);
        Rounds = new CheckRounds(host, Spool, NullLogger.Instance);
        var store = new MembershipStore(new DataFolder(_folder.Path));
        store.Save(membership);
        Renewal = new Renewal(membership, store, time, new Random(1), NullLogger.Instance);
        Kept = new KeptAssignment(new DataFolder(_folder.Path), membership.Pin);
        var checks = new LocalChecks(
            _catalog,
            Rounds,
            (version, assigned) =>
            {
                Assigned = (version, assigned);
                return Task.CompletedTask;
            }
        )
        {
            Host = host,
            Reach = Reach,
            Kept = Kept,
        };
        var session = new LinkSession(Spool, checks, [1, 2, 3], time, NullLogger.Instance);
        _link = new ControllerLink(Renewal, session, time, new Random(1), NullLogger.Instance);
    }

    public FakeHost Host { get; }

    /// <summary>Whom the controller assigned.</summary>
    public ReachBook Reach { get; } =
        new(new SshProbe(new SocketDialer(), TimeProvider.System), TimeProvider.System);

    public KeptAssignment Kept { get; }

    public RecordSpool Spool { get; }

    public CheckRounds Rounds { get; }

    public Renewal Renewal { get; }

    public LinkState State => _link.State;

    public (ulong Version, ImmutableArray<AssignedCheck> Checks) Assigned { get; private set; }

    public static async Task<AgentUnderTest> JoinAsync(FakeController controller, TimeProvider time)
    {
        var joined = await new Enroller(time).JoinAsync(
            controller.Address,
            controller.Authority.Pin,
            controller.Token,
            new Applicant("web-12", []),
            TestContext.Current.CancellationToken
        );
        return new AgentUnderTest(
            Assert.IsType<Asked.Granted>(joined).Membership,
            time,
            new FakeHost { Time = time }
        );
    }

    public void Connect() => _running = _link.RunAsync(_stop.Token);

    /// <summary>Writes the file that a check reads, and runs the check.</summary>
    public async Task<ulong> SeesAsync(string text, string check = "test.one")
    {
        Host.Files[check == "test.one" ? "/one" : "/two"] = text;
        return (
            await Rounds.RunAsync(
                _catalog.Find(check)!,
                mayFold: true,
                TestContext.Current.CancellationToken
            )
        ).Seq;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            Spool.Dispose();
        }

        _folder.Dispose();
    }
}
