using System.Collections.Immutable;
using Fleet.Controller.Authority;
using Fleet.Controller.History.Links;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Ingest;
using Fleet.Controller.Ingest.Links;
using Fleet.Controller.Ingest.Sessions;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.History;
using Fleet.Controller.Tests.Judging;

namespace Fleet.Controller.Tests.Ingest;

/// <summary>Sessions, judging and a real database, a clock that moves when told, one host.</summary>
internal sealed class IngestRig : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _watching = Task.CompletedTask;
    private readonly List<FakeAgent> _agents = [];

    public required TempDatabase Database { get; init; }

    public required int HostId { get; init; }

    public FakeTime Time { get; } = new(TempDatabase.Start);

    public RevokedList Revocations { get; } = new();

    public IngestOptions Options { get; init; } = new();

    public HostActors Actors { get; private set; } = null!;

    public LinkMonitor Links { get; private set; } = null!;

    public AgentSessions Sessions { get; private set; } = null!;

    public FleetQueries Queries => new(Database.Open);

    public AgentIdentity Agent => new(HostId, "web-12", "serial-web-12");

    public static async Task<IngestRig> CreateAsync(IngestOptions? options = null)
    {
        var database = await TempDatabase.CreateAsync();
        var rig = new IngestRig
        {
            Database = database,
            HostId = await database.AddHostAsync("web-12"),
            Options = options ?? new IngestOptions(),
        };
        rig.Start();
        return rig;
    }

    public FakeAgent Connect()
    {
        var agent = new FakeAgent((up, down) => Sessions.ServeAsync(Agent, up, down, _stop.Token));
        _agents.Add(agent);
        return agent;
    }

    /// <summary>Waits for something that another task brings about.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            if (await holds())
            {
                return;
            }

            await Task.Delay(10);
        }

        Assert.Fail("it never came about");
    }

    /// <summary>Moves the clock a second at a time until something is done.</summary>
    public async Task PassTimeUntilAsync(Task done)
    {
        await UntilAsync(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(done.IsCompleted);
        });
        await done;
    }

    public async Task<LinkState> StoredLinkAsync() =>
        (await new LinkStore(Database.Open).ListAsync(CancellationToken.None)).Single().State;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        foreach (var agent in _agents)
        {
            agent.Leave();
            await agent.Served.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Sessions.Dispose();
        await Database.DisposeAsync();
        _stop.Dispose();
    }

    private void Start()
    {
        Actors = new HostActors(Database.Hosts, _ => SampleCatalog.Rules, Time);
        Links = new LinkMonitor(
            new LinkStore(Database.Open),
            Options,
            Time,
            (_, failure) => Assert.Fail(failure.ToString())
        );
        Sessions = new AgentSessions(Actors, Links, Revocations, Options, Time);
        _watching = Links.RunAsync(_stop.Token);
    }

    internal sealed class RevokedList : IRevocations
    {
        private readonly HashSet<string> _serials = [];
        private Action<Revocation>? _listener;

        public bool IsRevoked(string serial) => _serials.Contains(serial);

        public IDisposable Subscribe(Action<Revocation> listener)
        {
            _listener = listener;
            return new CancellationTokenSource();
        }

        public void Revoke(int hostId, string serial)
        {
            _serials.Add(serial);
            _listener?.Invoke(new Revocation(hostId, ImmutableArray.Create(serial), "stolen"));
        }
    }
}
