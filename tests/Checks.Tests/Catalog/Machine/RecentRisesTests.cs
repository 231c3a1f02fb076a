using Fleet.Checks.Catalog.Machine;
using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Catalog.Machine;

public sealed class RecentRisesTests
{
    private const string Boot = "boot-1";
    private string _cursor = "";

    [Fact]
    public void A_host_that_booted_within_the_hour_counts_from_boot() =>
        Assert.Equal(3, Take(minutes: 50, 3));

    [Fact]
    public void The_first_look_at_a_host_that_is_up_for_long_tells_nothing() =>
        Assert.Null(Take(minutes: 600, 3));

    [Fact]
    public void A_rise_is_recent_for_an_hour()
    {
        Take(minutes: 600, 3);

        Assert.Equal(0, Take(minutes: 605, 3));
        Assert.Equal(2, Take(minutes: 610, 5));
        Assert.Equal(2, Take(minutes: 660, 5));
        Assert.Equal(0, Take(minutes: 675, 5));
    }

    [Fact]
    public void Looking_every_minute_keeps_the_window_and_a_short_cursor()
    {
        for (var minute = 600; minute < 800; minute++)
        {
            Assert.InRange(Take(minute, minute) ?? 0, 0, 66);
        }

        Assert.InRange(Take(800, 800)!.Value, 60, 66);
        Assert.InRange(_cursor.Length, 10, 300);
    }

    [Fact]
    public void A_counter_that_fell_was_reset()
    {
        Take(minutes: 600, 30);

        Assert.Equal(2, Take(minutes: 605, 2));
    }

    [Fact]
    public void Another_boot_starts_anew()
    {
        Take(minutes: 600, 30);

        Assert.Equal(1, Take(minutes: 1, 1, boot: "boot-2"));
    }

    [Theory]
    [InlineData("boot-1;kills=")]
    [InlineData("boot-1;kills=a:b;=;;kills")]
    [InlineData("file:/var/log/auth.log:1:2:3:4")]
    public void A_foreign_cursor_is_a_fresh_start(string cursor)
    {
        _cursor = cursor;

        Assert.Null(Take(minutes: 600, 3));
    }

    private long? Take(int minutes, long count, string boot = Boot)
    {
        var rises = RecentRises.From(
            _cursor,
            new ClockReading(boot, TimeSpan.FromMinutes(minutes), DateTimeOffset.UnixEpoch)
        );
        var taken = rises.Take("kills", count);
        _cursor = rises.ToString();
        return taken;
    }
}
