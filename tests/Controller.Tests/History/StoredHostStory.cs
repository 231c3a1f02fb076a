using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.Judging;

namespace Fleet.Controller.Tests.History;

/// <summary>Brings one host's observations through judging into a database, a minute apart.</summary>
internal sealed class StoredHostStory
{
    private readonly HostActors _actors;
    private readonly int _hostId;
    private readonly FakeTime _time;
    private long _fence;
    private ulong _seq = 1;

    private StoredHostStory(TempDatabase temp, int hostId, FakeTime time)
    {
        (_hostId, _time) = (hostId, time);
        _actors = new HostActors(temp.Hosts, _ => SampleCatalog.Rules, time);
    }

    public HostActors Actors => _actors;

    public int HostId => _hostId;

    public static async Task<StoredHostStory> BeginAsync(
        TempDatabase temp,
        string name,
        FakeTime time
    )
    {
        var story = new StoredHostStory(temp, await temp.AddHostAsync(name), time);
        var opened = await story._actors.OpenSpoolAsync(
            story._hostId,
            new SpoolHello($"spool-{name}", 0, 1, 0, "0.1.0", null),
            CancellationToken.None
        );
        story._fence = Assert.IsType<SpoolOpening.Opened>(opened).Fence;
        return story;
    }

    public Task SeesAsync(string check, params string[] facts) =>
        SeesAsync(HostStory.Observation(check, [new Coverage("", CoverageState.Complete)], facts));

    public async Task SeesAsync(Observation observation)
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        var now = _time.GetUtcNow();
        await _actors.ApplyAsync(
            _hostId,
            _fence,
            ImmutableArray.Create(new Arrival(_seq++, now, new ArrivedSnapshot(observation))),
            now,
            CancellationToken.None
        );
    }
}
