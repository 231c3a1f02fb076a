using Fleet.Agent.Disk;
using Fleet.Agent.Enrolment;
using Fleet.Agent.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Agent.Tests.Enrolment;

public sealed class RenewalTests
{
    [Fact]
    public void It_is_due_at_half_the_life_give_or_take_a_tenth()
    {
        var from = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(from.AddMinutes(576), Renewal.DueAt(from, from.AddHours(24), 0));
        Assert.Equal(from.AddHours(12), Renewal.DueAt(from, from.AddHours(24), 0.5));
        Assert.True(Renewal.DueAt(from, from.AddHours(24), 0.999) < from.AddHours(14.4));
    }

    [Fact]
    public async Task It_renews_at_half_life_and_also_a_certificate_that_ended_days_ago()
    {
        using var folder = new TempFolder();
        var time = new FakeTime();
        await using var controller = new FakeController(time);
        await controller.StartAsync();
        var joined = (Asked.Granted)
            await new Enroller(time).JoinAsync(
                controller.Address,
                controller.Authority.Pin,
                "id.secret",
                new Applicant("web-12", []),
                TestContext.Current.CancellationToken
            );
        var store = new MembershipStore(new DataFolder(folder.Path));
        store.Save(joined.Membership);
        var renewal = new Renewal(
            joined.Membership,
            store,
            time,
            new Random(1),
            NullLogger.Instance
        );
        using var stop = new CancellationTokenSource();
        var running = renewal.RunAsync(stop.Token);
        Assert.Equal(0, controller.Renewals);

        // Half a day in strides, then slowly: an answer that takes its time must not find the clock days ahead.
        var strides = 28;
        await controller.UntilAsync(
            () => controller.Renewals == 1,
            () => time.Advance(strides-- > 0 ? TimeSpan.FromMinutes(30) : TimeSpan.FromSeconds(1))
        );
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        time.Advance(TimeSpan.FromDays(20));
        Assert.True(renewal.Current.ValidUntil < time.GetUtcNow());
        Assert.IsType<Asked.Granted>(
            await renewal.RenewAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal(renewal.Current.ValidUntil, store.Load()!.ValidUntil);
        Assert.True(renewal.Current.ValidUntil > time.GetUtcNow());
    }
}
