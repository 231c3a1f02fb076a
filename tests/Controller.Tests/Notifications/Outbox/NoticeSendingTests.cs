using System.Collections.Concurrent;
using Fleet.Controller.History.Retention;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Notifications.Outbox;
using Fleet.Controller.Notifications.Sending;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.History;
using Fleet.Controller.Tests.Notifications.Planning;

namespace Fleet.Controller.Tests.Notifications.Outbox;

public sealed class NoticeSendingTests : IAsyncLifetime
{
    private readonly SetTime _time = new(PlanStory.Start);
    private readonly Channel _channel = new();
    private TempDatabase _temp = null!;

    private OutboxStore Store => new(_temp.Open);

    public async ValueTask InitializeAsync() => _temp = await TempDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _temp.DisposeAsync();

    [Fact]
    public async Task A_delivered_message_is_not_sent_again()
    {
        await PutAsync("ops");
        await SendAsync("ops");
        await SendAsync("ops");

        Assert.Single(_channel.Sent);
        var row = Assert.Single(await Store.ListAsync(failed: false, 10, default));
        Assert.Equal((1, null, _time.Now), (row.Tries, row.NextTryAt, row.DeliveredAt));
    }

    [Fact]
    public async Task A_receiver_in_trouble_gets_its_messages_later_in_their_order_under_the_same_ids()
    {
        await PutAsync("ops");
        await PutAsync("ops");
        _channel.Outcome = DeliveryOutcome.Failed("no route");
        await SendAsync("ops");
        Assert.Single(_channel.Sent);
        var waits = (await Store.ListAsync(failed: true, 10, default)).Single();
        Assert.Equal("no route", waits.Problem);
        Assert.InRange(waits.NextTryAt!.Value, _time.Now.AddSeconds(7), _time.Now.AddSeconds(13));

        _channel.Outcome = DeliveryOutcome.Delivered("ok");
        _time.Now += TimeSpan.FromSeconds(15);
        await SendAsync("ops");
        var ids = _channel.Sent.ToList();
        Assert.Equal(3, ids.Count);
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[1], ids[2]);
    }

    [Fact]
    public async Task One_that_is_refused_does_not_hold_up_the_next()
    {
        await PutAsync("ops");
        await PutAsync("ops");
        _channel.Outcome = DeliveryOutcome.Refused("404");
        await SendAsync("ops");

        Assert.Equal(2, _channel.Sent.Distinct().Count());
    }

    [Fact]
    public async Task After_a_day_it_is_given_up_and_says_so_and_can_be_sent_once_more()
    {
        await PutAsync("ops");
        _channel.Outcome = DeliveryOutcome.Failed("no route");
        for (var hour = 0; hour < 26; hour++)
        {
            await SendAsync("ops");
            _time.Now += TimeSpan.FromHours(1);
        }

        var row = Assert.Single(await Store.ListAsync(failed: true, 10, default));
        Assert.Equal(25, row.Tries);
        Assert.Null(row.NextTryAt);
        Assert.Equal("given up after 25 tries: no route", row.Problem);

        Assert.True(await Store.RetryAsync(row.Id, "alice", _time.Now, default));
        _channel.Outcome = DeliveryOutcome.Delivered("ok");
        await SendAsync("ops");
        Assert.Empty(await Store.ListAsync(failed: true, 10, default));
    }

    [Fact]
    public async Task A_dead_receiver_delays_nobody_else()
    {
        await PutAsync("boss");
        await PutAsync("ops");
        var dead = new TaskCompletionSource();
        _channel.Before = delivery =>
            delivery.Receiver.Name == "boss" ? dead.Task : Task.CompletedTask;
        using var ends = new CancellationTokenSource();
        var running = Sending().RunAsync(ends.Token);

        await UntilAsync(() => !_channel.Sent.IsEmpty);
        Assert.Single(_channel.Sent);
        dead.SetResult();
        await UntilAsync(() => _channel.Sent.Count == 2);
        await ends.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_message_to_a_receiver_that_the_policy_no_longer_names_says_so()
    {
        await PutAsync("gone");
        await SendAsync("gone");

        Assert.Equal(
            "the policy has no such receiver any more",
            (await Store.ListAsync(failed: true, 10, default)).Single().Problem
        );
    }

    [Fact]
    public async Task Old_messages_go_once_nobody_waits_for_them()
    {
        await PutAsync("ops");
        await PutAsync("boss");
        await SendAsync("ops");
        _time.Now += TimeSpan.FromDays(91);
        await new RetentionJob(
            _temp.Open,
            new RetentionPeriods(),
            _time,
            failure => Assert.Fail($"{failure}")
        ).RoundAsync(CancellationToken.None);

        Assert.Equal(
            ["boss"],
            (await Store.ListAsync(failed: false, 10, default)).Select(row => row.Receiver)
        );
    }

    [Theory]
    [InlineData(1, 7.5, 12.5)]
    [InlineData(3, 30, 50)]
    [InlineData(1000, 675, 1125)]
    public void Delays_double_up_to_a_quarter_of_an_hour(int tries, double least, double most)
    {
        Assert.Equal(least, new SendingTimes().DelayAfter(tries, 0).TotalSeconds, 3);
        Assert.Equal(most, new SendingTimes().DelayAfter(tries, 1).TotalSeconds, 3);
    }

    private Task<int> PutAsync(string receiver) =>
        _temp.Open.Writer.CommitAsync(
            session =>
                session.Run(
                    "INSERT INTO notification(receiver, kind, message, created_at, tries, next_try_at, problem) VALUES($1, $2, $3, $4, 0, $4, '')",
                    receiver,
                    NotificationKind.Opened,
                    Controller.Notifications.Messages.NoticeJson.Write(Deliveries.Message()),
                    _time.Now
                ),
            CancellationToken.None
        );

    private Task SendAsync(string receiver) =>
        Sending().SendAsync(receiver, CancellationToken.None);

    private NoticeSending Sending() =>
        new(
            Store,
            () => PlanStory.ToOps(),
            _channel,
            new SendingTimes(),
            _time,
            failure => Assert.Fail($"{failure}")
        );

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            Assert.True(tries < 1000, "it never came");
            await Task.Delay(10);
        }
    }

    private sealed class Channel : IReceiverChannel
    {
        public DeliveryOutcome Outcome { get; set; } = DeliveryOutcome.Delivered("ok");

        public Func<Delivery, Task> Before { get; set; } = _ => Task.CompletedTask;

        public ConcurrentQueue<string> Sent { get; } = new();

        public async Task<DeliveryOutcome> SendAsync(
            Delivery delivery,
            CancellationToken cancellationToken
        )
        {
            await Before(delivery);
            Sent.Enqueue(delivery.Id);
            return Outcome;
        }
    }
}
