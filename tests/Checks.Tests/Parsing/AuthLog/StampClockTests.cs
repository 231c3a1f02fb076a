using System.Text;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Tests.Parsing.AuthLog;

public sealed class StampClockTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById(
        "Europe/Berlin"
    );

    [Theory]
    [InlineData("Nov 22 10:57:49", "2026-11-22T09:57:49Z")]
    [InlineData("Jul  2 10:57:49", "2026-07-02T08:57:49Z")]
    [InlineData("Jul 2 10:57:49", "2026-07-02T08:57:49Z")]
    [InlineData("Dec 31 23:59:59", "2025-12-31T22:59:59Z")]
    [InlineData("Feb 29 12:00:00", "2024-02-29T11:00:00Z")]
    [InlineData("2023-11-14T00:20:42.738197+01:00", "2023-11-13T23:20:42.738197Z")]
    [InlineData("2023-11-14T00:20:42Z", "2023-11-14T00:20:42Z")]
    [InlineData("2023-11-14T00:20:42-04:30", "2023-11-14T04:50:42Z")]
    [InlineData("2023-07-14T00:20:42", "2023-07-13T22:20:42Z")]
    public void Stamps_become_utc(string stamp, string utc) =>
        Assert.Equal(DateTimeOffset.Parse(utc), Read(stamp, "2026-11-22T11:00:00Z"));

    [Fact]
    public void A_stamp_of_new_year_read_from_a_clock_a_little_behind_is_next_year() =>
        Assert.Equal(
            DateTimeOffset.Parse("2026-12-31T23:00:01Z"),
            Read("Jan  1 00:00:01", "2026-12-31T22:59:30Z")
        );

    [Theory]
    [InlineData("")]
    [InlineData("Nov 32 10:57:49")]
    [InlineData("Nov  0 10:57:49")]
    [InlineData("Xyz 22 10:57:49")]
    [InlineData("Nov 22 25:57:49")]
    [InlineData("0000-11-14T00:20:42Z")]
    [InlineData("2023-13-14T00:20:42Z")]
    public void What_is_no_time_is_null(string stamp) =>
        Assert.Null(Read(stamp, "2026-11-22T11:00:00Z"));

    [Fact]
    public void Neighbours_with_one_stamp_have_one_time_and_others_have_their_own()
    {
        var clock = new StampClock(TimeZoneInfo.Utc, DateTimeOffset.Parse("2026-11-22T11:00:00Z"));

        var first = clock.Read("Nov 22 10:57:49"u8);

        Assert.Equal(first, clock.Read("Nov 22 10:57:49"u8));
        Assert.Equal(first + TimeSpan.FromSeconds(1), clock.Read("Nov 22 10:57:50"u8));
    }

    private static DateTimeOffset? Read(string stamp, string now) =>
        new StampClock(Berlin, DateTimeOffset.Parse(now)).Read(Encoding.UTF8.GetBytes(stamp));
}
