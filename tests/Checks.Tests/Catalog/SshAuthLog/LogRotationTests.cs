using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.SshAuthLog;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshAuthLog;

/// <summary>The same stories on real files and in memory: every line is counted once, whatever rotates.</summary>
public sealed class LogRotationTests : IDisposable
{
    private const string Log = "/var/log/auth.log";
    private readonly TemporaryTree _tree = new();
    private string _cursor = "";
    private int _line;

    public LogRotationTests() => _tree.File("/usr/sbin/sshd", "", 0b111_101_101, 0, 0);

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task New_lines_are_counted_once_and_a_partial_line_waits_for_its_end()
    {
        Write(Lines(3));
        Assert.Equal(3, await RunAsync());
        Assert.Equal(0, await RunAsync());

        var (whole, half) = (Lines(1), Lines(1));
        Write(whole + half[..20]);
        Assert.Equal(1, await RunAsync());

        Write(half[20..]);
        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task A_renamed_log_is_finished_before_the_new_one()
    {
        Write(Lines(3));
        await RunAsync();
        Write(Lines(2));
        File.Move(Path(Log), Path(Log + ".1"));
        Write(Lines(4));

        Assert.Equal(6, await RunAsync());
        Assert.Equal(0, await RunAsync());
    }

    [Fact]
    public async Task Until_the_new_log_has_a_line_the_daemon_may_still_write_to_the_renamed_one()
    {
        Write(Lines(3));
        await RunAsync();
        File.Move(Path(Log), Path(Log + ".1"));
        Assert.Equal(0, await RunAsync());

        File.WriteAllText(Path(Log), "");
        File.AppendAllText(Path(Log + ".1"), Lines(2));
        Assert.Equal(2, await RunAsync());

        Write(Lines(1));
        Assert.Equal(1, await RunAsync());
        Assert.Equal(0, await RunAsync());
    }

    [Fact]
    public async Task A_log_that_was_copied_and_truncated_is_finished_in_its_copy()
    {
        Write(Lines(3));
        await RunAsync();
        Write(Lines(2));
        File.Copy(Path(Log), Path(Log + ".1"));
        File.WriteAllText(Path(Log), "");
        Write(Lines(1));

        Assert.Equal(3, await RunAsync());
        Assert.Equal(0, await RunAsync());
    }

    [Fact]
    public async Task A_truncated_log_that_outgrew_the_cursor_is_not_taken_for_the_old_one()
    {
        Write(Lines(3));
        await RunAsync();
        File.Copy(Path(Log), Path(Log + ".1"));
        File.WriteAllText(Path(Log), "");
        Write(Lines(50));

        Assert.Equal(50, await RunAsync());
    }

    [Fact]
    public async Task Two_rotations_between_runs_lose_nothing_that_is_not_compressed()
    {
        Write(Lines(3));
        await RunAsync();
        Write(Lines(1));
        File.Move(Path(Log), Path(Log + ".2"));
        File.SetLastWriteTimeUtc(Path(Log + ".2"), DateTime.UtcNow.AddMinutes(-5));
        Write(Lines(10));
        File.Move(Path(Log), Path(Log + ".1"));
        Write(Lines(100));

        Assert.Equal(111, await RunAsync());
    }

    [Fact]
    public async Task A_dated_rotation_is_found_too()
    {
        Write(Lines(3));
        await RunAsync();
        Write(Lines(2));
        File.Move(Path(Log), Path(Log + "-20261122"));
        Write(Lines(1));

        Assert.Equal(3, await RunAsync());
    }

    [Fact]
    public async Task A_rotated_log_that_is_compressed_already_is_said_to_be_missing()
    {
        Write(Lines(3));
        await RunAsync();
        File.Move(Path(Log), Path(Log + ".1.gz"));
        Write(Lines(2));

        var seen = await ObserveAsync();

        Assert.Equal(2, Total(seen));
        Assert.Equal(
            [new Coverage("auth_log", CoverageState.Truncated, FileFollower.RotatedAway)],
            seen.Coverage
        );
        Assert.Equal(CoverageState.Complete, (await ObserveAsync()).Coverage[0].State);
    }

    [Fact]
    public async Task The_first_run_reads_the_last_hour_only()
    {
        Write(At(DateTimeOffset.UtcNow.AddHours(-2)) + At(DateTimeOffset.UtcNow.AddMinutes(-30)));

        Assert.Equal(1, await RunAsync());
    }

    [Fact]
    public async Task What_is_too_much_for_one_run_is_read_by_the_next()
    {
        Write(Lines(1));
        await RunAsync();
        const int many = 180_000;
        var line = Lines(1);
        File.AppendAllText(Path(Log), string.Concat(Enumerable.Repeat(line, many)));

        var first = await ObserveAsync();
        Assert.Equal(FileFollower.Behind, first.Coverage[0].Reason);
        var second = await ObserveAsync();

        Assert.Equal(CoverageState.Complete, second.Coverage[0].State);
        Assert.Equal(many, Total(first) + Total(second));
    }

    [Fact]
    public async Task A_line_without_end_costs_no_more_than_itself()
    {
        Write(Lines(1));
        await RunAsync();
        Write(new string('x', 3 << 20) + "\n" + Lines(2));

        Assert.Equal(2, await RunAsync());
    }

    private async Task<long> RunAsync() => Total(await ObserveAsync());

    private async Task<Observation> ObserveAsync()
    {
        var seen = await new CheckRunner(_tree.Host).RunAsync(
            new SshAuthLogCheck(),
            _cursor,
            TestContext.Current.CancellationToken
        );
        Assert.Equal((RunStatus.Ran, ""), (seen.Status, seen.Reason));
        Assert.Equal([new Fact("auth_log/source", Log)], seen.Facts);
        _cursor = seen.Cursor;
        return seen;
    }

    private static long Total(Observation seen) =>
        seen.Events.Sum(bucket => bucket.Other + bucket.Counts.Sum(count => count.Count));

    private void Write(string text)
    {
        Directory.CreateDirectory(Path("/var/log"));
        File.AppendAllText(Path(Log), text);
    }

    private string Lines(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => At(DateTimeOffset.UtcNow)));

    private string At(DateTimeOffset at) =>
        $"{at:yyyy-MM-ddTHH:mm:ss.ffffffZ} web-12 sshd[811]: Failed password for user{_line++} from 192.0.2.1 port 22 ssh2\n";

    private string Path(string path) => _tree.Root + path;
}
