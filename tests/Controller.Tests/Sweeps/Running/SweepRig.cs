using System.Collections.Concurrent;
using Fleet.Checks.Catalog;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Sweeps;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Sweeps;
using Fleet.Controller.Sweeps.Asking;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Sweeps.Running;
using Fleet.Controller.Tests.History;

namespace Fleet.Controller.Tests.Sweeps.Running;

/// <summary>Sweeps over a real database, hosts that do as they are told, a clock that moves when told.</summary>
internal sealed class SweepRig : IAsyncDisposable
{
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private SweepRig(TempDatabase database) => Database = database;

    public TempDatabase Database { get; }

    public FakeTime Time { get; } = new(TempDatabase.Start);

    public ScriptedHosts Hosts { get; } = new();

    public SweepProfile Profile { get; set; } = SampleProfile.Passing;

    public FleetPolicy Policy { get; set; } = FleetPolicy.BuiltIn;

    public SweepRunner Runner { get; private set; } = null!;

    public List<int> Ids { get; } = [];

    public SweepStore Store => new(Database.Open);

    public SweepReads Reads => new(Database.Open);

    public static async Task<SweepRig> CreateAsync(int hosts)
    {
        var rig = new SweepRig(await TempDatabase.CreateAsync());
        for (var at = 1; at <= hosts; at++)
        {
            rig.Ids.Add(await rig.Database.AddHostAsync($"web-{at}"));
        }

        rig.Start();
        return rig;
    }

    public async Task<long> BeginAsync(
        TimeSpan? patience = null,
        bool isStored = false,
        SweepSelection? selection = null
    ) =>
        await Runner.BeginAsync(
            new()
            {
                Profile = Profile,
                Selection = selection ?? SweepSelection.Fleet,
                By = "alice",
                Patience = patience ?? TimeSpan.FromMinutes(10),
                IsStored = isStored,
            },
            mayBeEmpty: false,
            CancellationToken.None
        ) ?? throw new InvalidOperationException("the selection names no host");

    /// <summary>The controller is gone at once; another starts over the same database.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await Database.ReopenAsync();
        Start();
    }

    /// <summary>Lets time pass until a sweep has ended.</summary>
    public async Task<SweepReport> EndAsync(long sweep)
    {
        for (var tries = 0; tries < 3000; tries++)
        {
            if ((await Reads.FindAsync(sweep, CancellationToken.None))!.EndedAt is not null)
            {
                return await ReportAsync(sweep);
            }

            Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(2);
        }

        Assert.Fail("the sweep never ended");
        return null!;
    }

    public async Task<SweepReport> ReportAsync(long sweep) =>
        (await new SweepReports(Reads).OfAsync(sweep, null, CancellationToken.None))!;

    /// <summary>Lets time pass until something holds.</summary>
    public async Task UntilAsync(Func<bool> holds)
    {
        for (var tries = 0; tries < 3000; tries++)
        {
            if (holds())
            {
                return;
            }

            Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(2);
        }

        Assert.Fail("it never came about");
    }

    /// <summary>What must be true of every sweep that has ended.</summary>
    public static void HoldsTogether(SweepReport report)
    {
        Assert.NotNull(report.Sweep.EndedAt);
        Assert.DoesNotContain(report.Hosts, host => host.State == SweepHostState.Waiting);
        var places = report
            .Results.Select(result => (result.Host, result.Control, result.Subject))
            .ToList();
        Assert.Equal(places.Count, places.Distinct().Count());
        foreach (var host in report.Hosts)
        {
            Assert.Equal(
                report.Controls.Select(control => control.Id),
                report
                    .Results.Where(result => result.Host == host.Name)
                    .Select(result => result.Control)
                    .Distinct()
            );
            Assert.True(host.State == SweepHostState.Answered || host.Reason.Length > 0, host.Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Database.DisposeAsync();
    }

    private void Start()
    {
        _stop = new CancellationTokenSource();
        var parts = new SweepParts
        {
            Asker = Hosts,
            Store = Store,
            Targets = new(Database.Open),
            Inputs = () => new(Database.Open),
            Time = Time,
            Limits = new() { JudgedAtOnce = 3, AskedAtOnce = 8 },
        };
        Runner = new(
            parts,
            new PolicyInForce(CheckCatalog.BuiltIn, Policy),
            _ => Profile,
            (_, failure) => Assert.Fail(failure.ToString())
        );
        _running = Runner.RunAsync(_stop.Token);
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        Runner.Dispose();
        _stop.Dispose();
    }
}

/// <summary>Hosts that do as they are told; one that was told nothing is not connected.</summary>
internal sealed class ScriptedHosts : IHostAsker
{
    private readonly ConcurrentDictionary<int, Func<CancellationToken, Task<HostAsked>>> _live =
        new();
    private readonly ConcurrentQueue<int> _asked = new();

    public IReadOnlyCollection<int> Live => [.. _live.Keys];

    /// <summary>Who was asked, in order.</summary>
    public IReadOnlyCollection<int> Asked => _asked;

    public void Answers(int host, HostAsked answer) => _live[host] = _ => Task.FromResult(answer);

    /// <summary>Answers when somebody completes the source.</summary>
    public TaskCompletionSource<HostAsked> Holds(int host)
    {
        var answer = new TaskCompletionSource<HostAsked>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        _live[host] = cancelled => answer.Task.WaitAsync(cancelled);
        return answer;
    }

    public void Leaves(int host) => _live.TryRemove(host, out _);

    public async Task<HostAsked> AskAsync(
        int hostId,
        IReadOnlyCollection<string> checks,
        TimeSpan within,
        CancellationToken cancellationToken
    )
    {
        Assert.Equal(["t.state"], checks);
        _asked.Enqueue(hostId);
        return _live.TryGetValue(hostId, out var answer)
            ? await answer(cancellationToken)
            : new HostAsked.Lost();
    }
}
