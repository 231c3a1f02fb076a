using Fleet.Checks.Catalog;
using Fleet.Controller.History.Links;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Outbox;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.History;
using Fleet.Controller.Tests.Notifications.Planning;

namespace Fleet.Controller.Tests.Notifications.Outbox;

/// <summary>From the feed to the outbox, through a real database.</summary>
public sealed class NoticePlanningTests : IAsyncLifetime
{
    private readonly SetTime _time = new(PlanStory.Start);
    private TempDatabase _temp = null!;
    private NoticePlanning? _planning;
    private int _host;

    private PolicyInForce Policy { get; } =
        new(CheckCatalog.BuiltIn, new() { Notifications = PlanStory.ToOps() });

    public async ValueTask InitializeAsync()
    {
        _temp = await TempDatabase.CreateAsync();
        _host = await _temp.AddHostAsync("web-1");
    }

    public ValueTask DisposeAsync() => _temp.DisposeAsync();

    [Fact]
    public async Task A_regression_becomes_one_message_that_says_all_of_it()
    {
        var other = await _temp.AddHostAsync("web-2");
        var feed = new RegressionFeed(_temp.Open);
        var id = await feed.OpenAsync(_host, "PermitRootLogin", _time.GetUtcNow());
        await feed.OpenAsync(other, "PermitRootLogin", _time.GetUtcNow());

        await PassAsync(TimeSpan.FromMinutes(2));

        var row = Assert.Single(await ListAsync());
        Assert.Equal(("ops", NotificationKind.Opened), (row.Receiver, row.Kind));
        var message = OutboxStore.DeliveryOf(row, Policy.Policy.Notifications.Find("ops")!).Message;
        Assert.Equal(["web-1", "web-2"], message.Hosts.Select(host => host.Name));
        Assert.Equal((id, "no", "yes"), (message.Regression, message.Before, message.After));
        Assert.Equal($"fleet regression {id}", message.Command);
    }

    [Fact]
    public async Task A_restart_between_the_event_and_the_message_loses_and_doubles_nothing()
    {
        await new RegressionFeed(_temp.Open).OpenAsync(_host, "a", _time.GetUtcNow());
        for (var second = 0; second < 40; second++)
        {
            await PlanAsync();
            await RestartAsync();
            _time.Now += TimeSpan.FromSeconds(1);
        }

        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task What_was_history_when_it_came_is_not_told()
    {
        await new RegressionFeed(_temp.Open).OpenAsync(_host, "a", _time.GetUtcNow(), late: true);
        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_consequence_is_told_with_its_cause_alone()
    {
        var feed = new RegressionFeed(_temp.Open);
        var cause = await feed.OpenAsync(_host, "sshd", _time.GetUtcNow());
        await feed.OpenAsync(_host, "listener", _time.GetUtcNow(), causedBy: cause);
        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task What_happened_before_there_was_a_receiver_is_no_news_when_one_comes()
    {
        Policy.Replace(FleetPolicy.BuiltIn);
        await new RegressionFeed(_temp.Open).OpenAsync(_host, "a", _time.GetUtcNow());
        await PassAsync(TimeSpan.FromMinutes(1));
        Policy.Replace(new() { Notifications = PlanStory.ToOps() });
        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Hosts_that_fell_silent_are_one_message_and_their_return_another()
    {
        var links = new LinkStore(_temp.Open);
        var other = await _temp.AddHostAsync("web-2");
        foreach (var host in new[] { _host, other })
        {
            await links.SaveAsync(host, LinkState.Offline, _time.GetUtcNow(), default);
        }

        await PassAsync(TimeSpan.FromMinutes(4));
        Assert.Empty(await ListAsync());

        await PassAsync(TimeSpan.FromMinutes(2));
        await new RegressionFeed(_temp.Open).OpenAsync(_host, "a", _time.GetUtcNow());
        await PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(["[high] 2 hosts are offline"], await TitlesAsync());

        foreach (var host in new[] { _host, other })
        {
            await links.SaveAsync(host, LinkState.Online, _time.GetUtcNow(), default);
        }

        await PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(
            [
                "[high] 2 hosts are offline",
                "[high] a is wrong · web-1",
                "[resolved] 2 hosts are offline",
            ],
            (await TitlesAsync()).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("host.offline")]
    public async Task A_silence_keeps_a_silent_host_quiet_until_it_ends(string rule)
    {
        var until = _time.GetUtcNow().AddHours(1);
        Policy.Silences.Set(
            new(
                "silence 1",
                HostSelector.Fleet,
                rule,
                "moved",
                new SilenceWindow.Once(_time.GetUtcNow(), until)
            )
        );
        await new LinkStore(_temp.Open).SaveAsync(
            _host,
            LinkState.Offline,
            _time.GetUtcNow(),
            default
        );
        await PassAsync(TimeSpan.FromMinutes(59));
        Assert.Empty(await ListAsync());

        await PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(["[high] web-1 is offline"], await TitlesAsync());
    }

    [Fact]
    public async Task After_a_restart_hosts_have_time_to_come_back_and_those_told_of_stay_told()
    {
        var links = new LinkStore(_temp.Open);
        await links.SaveAsync(_host, LinkState.Offline, _time.GetUtcNow(), default);
        await PassAsync(TimeSpan.FromMinutes(2));
        _time.Now += TimeSpan.FromHours(1);
        await RestartAsync();
        await PassAsync(TimeSpan.FromMinutes(4));
        Assert.Empty(await ListAsync());

        await PassAsync(TimeSpan.FromMinutes(3));
        Assert.Single(await ListAsync());
        await RestartAsync();
        await PassAsync(TimeSpan.FromMinutes(20));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task The_end_names_who_accepted_it()
    {
        var feed = new RegressionFeed(_temp.Open);
        var id = await feed.OpenAsync(_host, "a", _time.GetUtcNow());
        await PassAsync(TimeSpan.FromMinutes(1));
        await feed.BecomeAsync(
            id,
            _host,
            RegressionState.Accepted,
            RegressionEventKind.Accepted,
            _time.GetUtcNow()
        );
        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(
            ["[resolved] a is wrong · web-1", "[high] a is wrong · web-1"],
            await TitlesAsync()
        );
    }

    private async Task<IReadOnlyList<NotificationRow>> ListAsync() =>
        await new OutboxStore(_temp.Open).ListAsync(failed: false, 100, default);

    private async Task<IEnumerable<string>> TitlesAsync() =>
        (await ListAsync()).Select(row =>
            Controller.Notifications.Messages.NoticeText.Title(
                Controller.Notifications.Messages.NoticeJson.Read(row.Message)
            )
        );

    private async Task PassAsync(TimeSpan span)
    {
        for (var end = _time.Now + span; _time.Now < end; _time.Now += TimeSpan.FromSeconds(10))
        {
            await PlanAsync();
        }
    }

    private async Task RestartAsync()
    {
        await _temp.ReopenAsync();
        _planning = null;
    }

    private Task PlanAsync()
    {
        _planning ??= new NoticePlanning(
            _temp.Open,
            Policy,
            _time,
            () => { },
            failure => Assert.Fail($"{failure}")
        );
        return _planning.RoundAsync(CancellationToken.None);
    }
}
