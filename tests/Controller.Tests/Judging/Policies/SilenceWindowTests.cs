using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Tests.Judging.Policies;

public sealed class SilenceWindowTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById(
        "Europe/Berlin"
    );

    [Theory]
    [InlineData("2026-11-22T20:59:59.999Z", false, "2026-11-22T21:00:00Z")]
    [InlineData("2026-11-22T21:00:00Z", true, "2026-11-22T23:00:00Z")]
    [InlineData("2026-11-22T22:59:59.999Z", true, "2026-11-22T23:00:00Z")]
    [InlineData("2026-11-22T23:00:00Z", false, "2026-11-29T21:00:00Z")]
    [InlineData("2026-07-05T20:00:00Z", true, "2026-07-05T22:00:00Z")]
    public void A_recurring_window_goes_by_its_time_zone(string at, bool holds, string next)
    {
        var window = Window("0 22 * * SUN", TimeSpan.FromHours(2), Berlin);

        Assert.Equal(holds, window.Holds(Moment(at)));
        Assert.Equal(Moment(next), window.NextChange(Moment(at)));
    }

    [Fact]
    public void Quartz_form_with_seconds_is_taken_too() =>
        Assert.Equal(
            Window("0 22 * * SUN", TimeSpan.FromHours(2), Berlin),
            Window("0 0 22 ? * SUN", TimeSpan.FromHours(2), Berlin)
        );

    [Fact]
    public void A_window_that_is_over_for_good_changes_no_more()
    {
        var window = Window("0 0 22 1 1 ? 2026", TimeSpan.FromHours(1), TimeZoneInfo.Utc);

        Assert.True(window.Holds(Moment("2026-01-01T22:30:00Z")));
        Assert.False(window.Holds(Moment("2026-01-01T23:00:00Z")));
        Assert.Null(window.NextChange(Moment("2026-01-01T23:00:00Z")));
    }

    [Fact]
    public void Between_two_changes_the_answer_is_the_same() =>
        new Random(7).Repeat(
            300,
            random =>
            {
                var window = Window(
                    $"{random.Next(60)} {random.Next(24)} * * *",
                    TimeSpan.FromMinutes(random.Next(1, 3000)),
                    random.Next(2) == 0 ? Berlin : TimeZoneInfo.Utc
                );
                var at = Moment("2026-01-01T00:00:00Z").AddMinutes(random.Next(525_600));
                var next = window.NextChange(at)!.Value;
                var between = at + ((next - at) * random.NextDouble());

                Assert.True(next > at);
                Assert.Equal(window.Holds(at), window.Holds(between));
            }
        );

    private static RecurringWindow Window(string begins, TimeSpan lasts, TimeZoneInfo zone)
    {
        Assert.True(RecurringWindow.TryMake(begins, lasts, zone, out var window));
        return window;
    }

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
