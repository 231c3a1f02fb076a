using Fleet.Controller.Sweeps.Schedules;

namespace Fleet.Controller.Tests.Sweeps.Schedules;

public sealed class SweepTimesTests
{
    [Fact]
    public void A_time_in_a_zone_keeps_its_hour_over_the_change_of_clocks()
    {
        var times = SweepTimes.Read("0 0 6 ? * MON", "Europe/Berlin", out _)!;

        // The clocks of Berlin go forward on the 29th of March 2026.
        Assert.Equal(
            new(2026, 3, 23, 5, 0, 0, TimeSpan.Zero),
            times.After(new(2026, 3, 20, 0, 0, 0, TimeSpan.Zero))
        );
        Assert.Equal(
            new(2026, 3, 30, 4, 0, 0, TimeSpan.Zero),
            times.After(new(2026, 3, 23, 5, 0, 0, TimeSpan.Zero))
        );
    }

    [Theory]
    [InlineData("0 0 6 ? * MON", "Europe/Berln", "there is no time zone \"Europe/Berln\"")]
    [InlineData("every monday", "UTC", "\"every monday\" is no cron expression")]
    [InlineData("* 0 6 ? * MON", "UTC", "more often than every 5 minutes")]
    [InlineData("0 * * * * ?", "UTC", "more often than every 5 minutes")]
    public void What_is_wrong_is_said(string cron, string zone, string said)
    {
        Assert.Null(SweepTimes.Read(cron, zone, out var problem));
        Assert.Contains(said, problem);
    }

    [Fact]
    public void A_schedule_of_the_past_has_no_time_any_more() =>
        Assert.Null(
            SweepTimes
                .Read("0 0 6 1 1 ? 2020", "UTC", out _)!
                .After(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
        );
}
