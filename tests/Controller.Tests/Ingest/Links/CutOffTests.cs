using Fleet.Controller.History.Queries;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;
using Fleet.Controller.Tests.Torture;

namespace Fleet.Controller.Tests.Ingest.Links;

public sealed class CutOffTests
{
    [Fact]
    public async Task An_agent_cut_off_for_three_days_brings_its_history_with_its_own_times_and_no_news()
    {
        await using var rig = await IngestRig.CreateAsync();
        var spool = new FakeSpool("s1", rig.Time);
        spool.Snapshot("watched/a=0", "decided/x=good");
        var agent = rig.Connect();
        await agent.HelloAsync(spool);
        agent.Send(spool.From(1));
        await agent.AckedAsync(spool, 1);
        await IngestRig.UntilAsync(async () => await rig.StoredLinkAsync() == LinkState.Online);
        agent.Leave();
        await agent.Served;

        for (var hour = 1; hour <= 72; hour++)
        {
            rig.Time.Advance(TimeSpan.FromHours(1));
            var broken = hour is > 10 and < 20;
            spool.Snapshot($"watched/a={hour}", $"decided/x={(broken ? "bad" : "good")}");
        }

        await IngestRig.UntilAsync(async () => await rig.StoredLinkAsync() == LinkState.Offline);
        var back = rig.Connect();
        Assert.Equal(2UL, (await back.HelloAsync(spool)).NextSeq);
        await IngestRig.UntilAsync(async () => await rig.StoredLinkAsync() == LinkState.CatchingUp);
        back.Send(spool.From(2));
        await back.AckedAsync(spool, 73);
        await IngestRig.UntilAsync(async () => await rig.StoredLinkAsync() == LinkState.Online);

        await HasItsOwnTimes(rig);
        await TellsNothingAsNews(rig);
    }

    [Fact]
    public async Task Silence_makes_a_host_late_then_offline_and_a_word_brings_it_back()
    {
        await using var rig = await IngestRig.CreateAsync();
        var agent = rig.Connect();
        await agent.HelloAsync(new FakeSpool("s1", rig.Time));
        await BecomesAsync(rig, LinkState.Online);
        rig.Time.Advance(TimeSpan.FromSeconds(45));
        await BecomesAsync(rig, LinkState.Late);
        rig.Time.Advance(TimeSpan.FromSeconds(20));
        await BecomesAsync(rig, LinkState.Offline);
        agent.Send(new Fleet.V1.AgentMessage { Heartbeat = new Fleet.V1.Heartbeat() });
        await BecomesAsync(rig, LinkState.Online);

        var host = await rig.Queries.HistoryAsync("web-12", "", 100, CancellationToken.None);
        var offline = host.OfType<LinkHistory>().Single(link => link.State == LinkState.Offline);
        Assert.Equal(History.TempDatabase.Start + (rig.Options.Heartbeat * 3), offline.At);
    }

    private static Task BecomesAsync(IngestRig rig, LinkState state) =>
        IngestRig.UntilAsync(async () => await rig.StoredLinkAsync() == state);

    private static async Task HasItsOwnTimes(IngestRig rig)
    {
        var history = await rig.Queries.HistoryAsync(
            "web-12",
            "watched/a",
            1000,
            CancellationToken.None
        );
        var changes = history.OfType<FactHistory>().Select(entry => entry.Change).ToList();
        var distinct = changes.Select(change => change.After).Distinct().Count();
        Artifact.Write(
            "agent cut off for three days",
            1,
            72 - distinct,
            changes.Count - distinct,
            0,
            0
        );
        Assert.Equal(72, changes.Count);
        for (var hour = 1; hour <= 72; hour++)
        {
            var change = changes[72 - hour];
            Assert.Equal($"{hour}", change.After);
            Assert.Equal(History.TempDatabase.Start.AddHours(hour), change.At);
            Assert.Equal(History.TempDatabase.Start.AddHours(72), change.ReceivedAt);
        }
    }

    private static async Task TellsNothingAsNews(IngestRig rig)
    {
        var told = await rig.Queries.RegressionsAsync(
            "web-12",
            all: true,
            consequences: true,
            CancellationToken.None
        );
        Assert.All(told, regression => Assert.True(regression.Entry.Late));
        var broken = told.Single(regression => regression.Entry.Key.Rule == "t.state/decide");
        Assert.Equal(RegressionState.Resolved, broken.Entry.State);
        Assert.Equal(History.TempDatabase.Start.AddHours(11), broken.Entry.OpenedAt);
        Assert.Equal(History.TempDatabase.Start.AddHours(20), broken.Entry.ClosedAt);
    }
}
