using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.SshAuthLog;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshAuthLog;

public sealed class SshAuthLogCheckTests
{
    private const string Log = "/var/log/auth.log";
    private readonly FakeHost _host = new FakeHost().SshdInstalled();

    private DateTimeOffset Now => _host.Clock.GetUtcNow();

    [Fact]
    public async Task Events_are_counted_per_five_minutes_kind_user_and_source()
    {
        _host.File(
            Log,
            Line("11:54:59", "Failed password for root from 192.0.2.1 port 22 ssh2")
                + Line("11:55:00", "Failed password for root from 192.0.2.1 port 23 ssh2")
                + Line("11:56:00", "Failed password for root from 192.0.2.1 port 24 ssh2")
                + Line(
                    "11:57:00",
                    "Authentication refused: bad ownership or modes for directory /home/a"
                ),
            modified: Now
        );

        var seen = await RunAsync();

        Assert.Equal(
            [
                "11:50 failed_password root 192.0.2.1 1",
                "11:55 failed_password root 192.0.2.1 2",
                "11:55 bad_ownership /home/a  1",
            ],
            from bucket in seen.Events
            from count in bucket.Counts
            select $"{bucket.Start:HH:mm} {count.Kind} {count.User} {count.Source} {count.Count}"
        );
        Assert.Equal(
            "Authentication refused: bad ownership or modes for directory /home/a",
            seen.Lines[^1].Text
        );
    }

    [Fact]
    public async Task Stamps_without_a_zone_are_in_the_zone_of_the_host()
    {
        _host.Link("/etc/localtime", "/usr/share/zoneinfo/Asia/Tokyo");
        _host.File("/usr/share/zoneinfo/Asia/Tokyo", "TZif");
        _host.File(Log, Line("20:57:00", "Invalid user a from 192.0.2.1 port 22"), modified: Now);

        Assert.Equal(11, Assert.Single((await RunAsync()).Events).Start.Hour);
    }

    [Fact]
    public async Task A_flood_of_names_fills_no_memory_and_hides_no_login()
    {
        var flood = string.Concat(
            Enumerable
                .Range(0, 50_000)
                .Select(i => Line("11:56:00", $"Invalid user u{i} from 192.0.2.{i % 250} port 22"))
        );
        _host.File(
            Log,
            flood
                + Line("11:56:10", "Accepted password for alice from 192.0.2.1 port 22 ssh2")
                + flood,
            modified: Now
        );

        var seen = await RunAsync();
        var bucket = Assert.Single(seen.Events);

        Assert.Equal(EventBucket.MaxPairs, bucket.Counts.Length);
        Assert.Contains(
            bucket.Counts,
            count => count is { Kind: "accepted_password", User: "alice" }
        );
        Assert.InRange(bucket.DistinctUsers, 45_000, 55_000);
        Assert.Equal(250, bucket.DistinctSources);
        Assert.InRange(seen.Lines.Length, 1, 200);
        Assert.Contains(seen.Lines, line => line.Kind == "accepted_password");
        var counted = bucket.Other + bucket.Counts.Sum(count => count.Count);
        Assert.Equal(100_001, counted);
    }

    [Theory]
    [InlineData("/var/log/secure")]
    [InlineData("/var/log/messages")]
    public async Task Other_distributions_files_are_found(string path)
    {
        _host.File(path, Line("11:56:00", "Invalid user a from 192.0.2.1 port 22"), modified: Now);

        var seen = await RunAsync();

        Assert.Equal([new Fact("auth_log/source", path)], seen.Facts);
        Assert.Single(seen.Events);
    }

    [Fact]
    public async Task The_journal_is_read_where_there_is_no_file_and_followed_by_its_cursor()
    {
        Journal(
            "--since=@" + Now.AddHours(-1).ToUnixTimeSeconds(),
            Entry("s=1;t=1", "Invalid user a\\n from 192.0.2.1 port 22")
        );
        var first = await RunAsync();
        Journal(
            "--after-cursor=s=1;t=1",
            Entry("s=2", "Failed password for b\u2028 from 192.0.2.1 port 22 ssh2")
        );
        var second = await RunAsync(first.Cursor);

        Assert.Equal([new Fact("auth_log/source", "journal")], first.Facts);
        Assert.Equal("a\n", Assert.Single(first.Lines).User);
        Assert.Equal("b\u2028", Assert.Single(second.Lines).User);
        Assert.Equal("journal:s=2", second.Cursor);
    }

    [Fact]
    public async Task A_program_of_a_user_that_is_called_sshd_forges_no_login()
    {
        var forged = Entry("s=1", "Accepted password for root from 192.0.2.1 port 22 ssh2");
        var own = Entry("s=2", "Disconnected from user bob 192.0.2.1 port 22");
        Journal(
            "--since=@" + Now.AddHours(-1).ToUnixTimeSeconds(),
            (forged + own).Replace("\"_COMM\"", "\"_UID\":\"1000\",\"_COMM\"")
        );

        var bucket = Assert.Single((await RunAsync()).Events);

        Assert.Equal("disconnected", Assert.Single(bucket.Counts).Kind);
    }

    [Fact]
    public async Task A_run_that_catches_up_on_more_than_a_day_goes_on_next_time()
    {
        _host.File(Log, "", modified: Now);
        var cursor = (await RunAsync()).Cursor;
        var lines = Enumerable
            .Range(0, EventTally.MostBuckets + 3)
            .Select(i =>
                $"{Now.AddDays(-2).AddMinutes(5 * i):yyyy-MM-ddTHH:mm:ssZ} web-12 sshd[811]: Invalid user a from 192.0.2.1 port 22\n"
            );
        _host.File(Log, string.Concat(lines), modified: Now);

        var first = await RunAsync(cursor);
        var second = await RunAsync(first.Cursor);

        Assert.Equal((EventTally.MostBuckets, 3), (first.Events.Length, second.Events.Length));
        Assert.Equal(FileFollower.Behind, first.Coverage[0].Reason);
    }

    [Fact]
    public async Task A_journal_that_lost_the_cursor_goes_on_from_now_and_says_so()
    {
        Journal("--after-cursor=gone", "", exitCode: 1);
        Journal("--since=@" + Now.ToUnixTimeSeconds(), "");

        var seen = await RunAsync("journal:gone");

        Assert.Equal(
            [new Coverage("auth_log", CoverageState.Truncated, JournalFollower.Vacuumed)],
            seen.Coverage
        );
        Assert.Equal($"journal:@{Now.ToUnixTimeSeconds()}", seen.Cursor);
    }

    [Fact]
    public async Task A_cursor_that_is_none_of_the_journals_never_reaches_the_command_line()
    {
        Journal("--since=@" + Now.ToUnixTimeSeconds(), "");

        var seen = await RunAsync("journal:x --file=/etc/shadow");

        Assert.Equal(JournalFollower.Vacuumed, seen.Coverage[0].Reason);
    }

    [Fact]
    public async Task A_file_nobody_writes_any_more_gives_way_to_the_journal()
    {
        _host.File(
            Log,
            Line("11:56:00", "Invalid user a from 192.0.2.1 port 22"),
            modified: Now.AddDays(-40)
        );
        Journal("--since=@" + Now.AddHours(-1).ToUnixTimeSeconds(), "");

        Assert.Equal("journal", (await RunAsync()).Facts[0].Value);
    }

    [Fact]
    public async Task No_log_at_all_is_absent_with_the_reason()
    {
        var seen = await RunAsync();

        Assert.Equal(
            [
                new Coverage(
                    "auth_log",
                    CoverageState.Absent,
                    "no /var/log/auth.log, and the journal cannot be read: there are no journal files"
                ),
            ],
            seen.Coverage
        );
        Assert.Empty(seen.Facts);
    }

    [Fact]
    public async Task Without_any_sshd_a_log_that_can_be_read_vouches_for_nothing()
    {
        _host.File(Log, "", modified: Now).Gone("/usr/sbin/sshd");

        var seen = await new CheckRunner(_host).RunAsync(
            new SshAuthLogCheck(),
            "",
            TestContext.Current.CancellationToken
        );

        Assert.Equal((RunStatus.NotApplicable, "no sshd is installed"), (seen.Status, seen.Reason));
    }

    [Fact]
    public async Task A_log_only_root_may_read_is_unreadable_and_not_absent()
    {
        _host.File(Log, "", mode: 0b110_000_000, modified: Now).NotRoot();

        var coverage = Assert.Single((await RunAsync()).Coverage);

        Assert.Equal(CoverageState.Unreadable, coverage.State);
        Assert.StartsWith("/var/log/auth.log: Permission denied", coverage.Reason);
    }

    [Fact]
    public async Task A_journal_only_root_may_read_is_unreadable_and_not_empty()
    {
        Journal("--since=@" + Now.AddHours(-1).ToUnixTimeSeconds(), "");
        _host
            .File("/var/log/journal/0123/system.journal", "LPKSHHRH", mode: 0b110_000_000)
            .NotRoot();

        Assert.Equal(CoverageState.Unreadable, Assert.Single((await RunAsync()).Coverage).State);
    }

    [Theory]
    [InlineData("file:/var/log/auth.log:1:2:3:3-ab")]
    [InlineData("journal:s=1;i=2")]
    [InlineData("journal:@17")]
    public void Cursors_are_read_back_as_they_were_written(string text) =>
        Assert.Equal(text, LogCursor.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("file:x")]
    [InlineData("file:/a:1:2:-3:ab")]
    [InlineData("nonsense")]
    public void What_is_no_cursor_is_none(string text) => Assert.Null(LogCursor.Parse(text));

    private async Task<Observation> RunAsync(string cursor = "")
    {
        var seen = await new CheckRunner(_host).RunAsync(
            new SshAuthLogCheck(),
            cursor,
            TestContext.Current.CancellationToken
        );
        Assert.Equal((RunStatus.Ran, ""), (seen.Status, seen.Reason));
        return seen;
    }

    private static string Line(string time, string message) =>
        $"Mar  1 {time} web-12 sshd[811]: {message}\n";

    private void Journal(string argument, string output, int exitCode = 0)
    {
        _host.File("/var/log/journal/0123/system.journal", "LPKSHHRH");
        _host.Command(HostCommand.JournalSshd, "", 0, "", $"--since=@{Now.ToUnixTimeSeconds()}");
        _host.Command(HostCommand.JournalSshd, output, exitCode, "", argument);
    }

    private string Entry(string cursor, string message) =>
        $$"""{"__CURSOR":"{{cursor}}","__REALTIME_TIMESTAMP":"{{Now.ToUnixTimeMilliseconds() * 1000}}","MESSAGE":"{{message}}","_COMM":"sshd"}"""
        + "\n";
}
