using Fleet.Checks.Catalog;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Messages;
using Fleet.Controller.Notifications.Outbox;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.History;
using Fleet.Controller.Tests.Notifications.Planning;

namespace Fleet.Controller.Tests.Notifications.Outbox;

/// <summary>From agents' records through judging to the outbox: nothing between is a fake.</summary>
public sealed class FromRecordsTests
{
    private readonly FakeTime _time = new(TempDatabase.Start);

    [Fact]
    public async Task What_changes_alike_on_several_hosts_is_one_message_and_its_end_another()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var hosts = new List<StoredHostStory>();
        foreach (var name in new[] { "web-1", "web-2", "web-3" })
        {
            var host = await StoredHostStory.BeginAsync(temp, name, _time);
            await host.SeesAsync("t.state", "decided/a=good", "watched/k=yes");
            hosts.Add(host);
        }

        await PassAsync(temp, TimeSpan.FromMinutes(1));
        Assert.Empty(await MessagesAsync(temp));

        foreach (var host in hosts)
        {
            await host.SeesAsync("t.state", "decided/a=bad", "watched/k=yes");
        }

        await PassAsync(temp, TimeSpan.FromMinutes(10));
        var told = Assert.Single(await MessagesAsync(temp));
        Assert.Equal(NotificationKind.Opened, told.Kind);
        Assert.Equal(["web-1", "web-2", "web-3"], told.Hosts.Select(host => host.Name).Order());
        Assert.Equal(3, told.NewHosts);

        foreach (var host in hosts)
        {
            await host.SeesAsync("t.state", "decided/a=good", "watched/k=yes");
        }

        await PassAsync(temp, TimeSpan.FromMinutes(10));
        Assert.Equal(
            [NotificationKind.Resolved, NotificationKind.Opened],
            (await MessagesAsync(temp)).Select(message => message.Kind)
        );
    }

    [Fact]
    public async Task A_fact_that_drifts_tells_its_values_before_and_after()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var host = await StoredHostStory.BeginAsync(temp, "web-1", _time);
        await host.SeesAsync("t.state", "watched/k=yes");
        await host.SeesAsync("t.state", "watched/k=no");
        await PassAsync(temp, TimeSpan.FromMinutes(2));

        var told = Assert.Single(await MessagesAsync(temp));
        var change = Assert.Single(told.Changes);
        Assert.Equal(("watched/k", "yes", "no"), (change.Key, change.Before, change.After));
        Assert.Contains("  - yes", NoticeText.Lines(told));
        Assert.Contains("  + no", NoticeText.Lines(told));
    }

    private static async Task<IReadOnlyList<NoticeMessage>> MessagesAsync(TempDatabase temp) =>
        [
            .. (await new OutboxStore(temp.Open).ListAsync(failed: false, 100, default)).Select(
                row => NoticeJson.Read(row.Message)
            ),
        ];

    private async Task PassAsync(TempDatabase temp, TimeSpan span)
    {
        var policy = new FleetPolicy { Notifications = PlanStory.ToOps() };
        var planning = new NoticePlanning(
            temp.Open,
            new PolicyInForce(CheckCatalog.BuiltIn, policy),
            _time,
            () => { },
            failure => Assert.Fail($"{failure}")
        );
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromSeconds(20))
        {
            await planning.RoundAsync(CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(20));
        }
    }
}
