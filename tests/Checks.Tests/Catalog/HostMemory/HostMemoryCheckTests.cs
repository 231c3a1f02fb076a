using Fleet.Checks.Catalog.HostMemory;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.HostMemory;

public sealed class HostMemoryCheckTests
{
    private const string Group = "/sys/fs/cgroup/system.slice/ssh.service";

    [Fact]
    public async Task A_healthy_host_gives_passes_only()
    {
        var judged = await RunAsync(Host());

        Assert.All(judged.Findings, finding => Assert.Equal(Outcome.Pass, finding.Outcome));
        Assert.Equal(5, judged.Findings.Length);
        Assert.Equal("3934 MiB", judged.Fact("memory/total"));
        Assert.Equal("31247", judged.Fact("tasks/host/limit"));
        Assert.Equal("4686", judged.Fact("tasks/sshd/limit"));
        Assert.Contains(new Sample("tasks/host/used/percent", 1.1), judged.Last.Samples);
    }

    [Theory]
    [InlineData(300_000, 0, Outcome.Pass)]
    [InlineData(150_000, 0, Outcome.Warn)]
    [InlineData(50_000, 0, Outcome.Fail)]
    [InlineData(50_000, 900_000, Outcome.Pass)]
    public async Task Memory_that_is_left_decides_and_free_swap_counts(
        int available,
        int swap,
        Outcome outcome
    )
    {
        var judged = await RunAsync(
            Host().File("/proc/meminfo", MemInfo(4_028_544, available, swap))
        );

        Assert.Equal(outcome, judged.Finding("host.memory/room").Outcome);
    }

    [Fact]
    public async Task A_large_host_with_a_gigabyte_left_is_fine()
    {
        var judged = await RunAsync(
            Host().File("/proc/meminfo", MemInfo(528_000_000, 1_500_000, 0))
        );

        Assert.Equal(Outcome.Pass, judged.Finding("host.memory/room").Outcome);
    }

    [Fact]
    public async Task Strict_overcommit_leaves_less_than_is_free()
    {
        var judged = await RunAsync(
            Host()
                .File("/proc/sys/vm/overcommit_memory", "2\n")
                .File(
                    "/proc/meminfo",
                    MemInfo(4_028_544, 3_000_000, 0)
                        + "CommitLimit: 2014272 kB\nCommitted_AS: 2010000 kB\n"
                )
        );

        Assert.Equal(Outcome.Fail, judged.Finding("host.memory/room").Outcome);
    }

    [Theory]
    [InlineData("9.99", Outcome.Pass)]
    [InlineData("10.00", Outcome.Warn)]
    [InlineData("61.20", Outcome.Fail)]
    public async Task A_host_that_stands_still_is_said(string percent, Outcome outcome)
    {
        var judged = await RunAsync(
            Host()
                .File(
                    "/proc/pressure/memory",
                    $"some avg10=0.00 avg60=70.00 avg300=0.00 total=1\nfull avg10=0.00 avg60={percent} avg300=0.00 total=1\n"
                )
        );

        Assert.Equal(outcome, judged.Finding("host.memory/pressure").Outcome);
    }

    [Fact]
    public async Task A_kernel_without_pressure_accounting_is_no_fault()
    {
        var judged = await RunAsync(Host().Gone("/proc/pressure"));

        Assert.Equal(Outcome.NotApplicable, judged.Finding("host.memory/pressure").Outcome);
    }

    [Fact]
    public async Task What_was_killed_since_the_last_look_is_news_and_what_was_before_is_not()
    {
        // The fake host is up for an hour.
        var host = Host().File("/proc/vmstat", "nr_free_pages 5\noom_kill 7\n");
        var judged = await RunAsync(host);
        Assert.Equal(Outcome.Warn, judged.Finding("host.memory/oom_kills").Outcome);

        judged = await RunAsync(Host());
        Assert.Equal(Outcome.Pass, judged.Finding("host.memory/oom_kills").Outcome);
    }

    [Theory]
    [InlineData(15_000, Outcome.Pass)]
    [InlineData(25_500, Outcome.Warn)]
    [InlineData(31_000, Outcome.Fail)]
    public async Task Process_numbers_run_out(int tasks, Outcome outcome)
    {
        var judged = await RunAsync(
            Host().File("/proc/loadavg", $"0.20 0.18 0.12 1/{tasks} 11206\n")
        );

        Assert.Equal(outcome, judged.Finding("host.memory/tasks").Outcome);
    }

    [Fact]
    public async Task The_limit_of_the_unit_names_the_unit()
    {
        var judged = await RunAsync(
            Host().File(Group + "/pids.max", "20\n").File(Group + "/pids.current", "17\n")
        );

        var finding = judged.Finding("host.memory/sshd_tasks");
        Assert.Equal(
            (
                Outcome.Warn,
                "85 % of the 20 tasks that sshd may have are used: at the limit new connections are reset"
            ),
            (finding.Outcome, finding.Summary)
        );
        Assert.Equal(
            [
                "systemctl status ssh.service",
                "systemctl set-property ssh.service TasksMax=infinity",
            ],
            finding.Remedy
        );
    }

    [Fact]
    public async Task A_limit_above_the_unit_is_the_one_that_counts_where_it_is_nearer()
    {
        var judged = await RunAsync(
            Host()
                .File("/sys/fs/cgroup/system.slice/pids.max", "100\n")
                .File("/sys/fs/cgroup/system.slice/pids.current", "99\n")
        );

        var finding = judged.Finding("host.memory/sshd_tasks");
        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Contains("systemctl set-property system.slice TasksMax=infinity", finding.Remedy);
    }

    [Fact]
    public async Task Processes_that_sshd_could_not_start_are_counted()
    {
        var judged = await RunAsync(Host().File(Group + "/pids.events", "max 4\n"));

        var finding = judged.Finding("host.memory/sshd_tasks");
        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.StartsWith(
            "sshd could not start a process 4 times within the last hour",
            finding.Summary
        );
    }

    [Fact]
    public async Task A_unit_without_a_limit_passes()
    {
        var judged = await RunAsync(Host().File(Group + "/pids.max", "max\n"));

        Assert.Equal("max", judged.Fact("tasks/sshd/limit"));
        Assert.Equal(Outcome.Pass, judged.Finding("host.memory/sshd_tasks").Outcome);
    }

    [Fact]
    public async Task Socket_activation_has_no_listener_to_count_for()
    {
        var judged = await RunAsync(Host().NoProcesses());

        Assert.Equal(Outcome.NotApplicable, judged.Finding("host.memory/sshd_tasks").Outcome);
    }

    [Fact]
    public async Task What_cannot_be_read_is_unknown()
    {
        var judged = await RunAsync(Host().Denied("/proc"));

        Assert.All(
            judged.Findings.Where(f => f.Rule != "host.memory/sshd_tasks"),
            finding => Assert.Equal(Outcome.Unknown, finding.Outcome)
        );
    }

    private static Task<Judged> RunAsync(FakeHost host) =>
        new Judged(host, new HostMemoryCheck()).RunAsync();

    private static string MemInfo(int total, int available, int swap) =>
        $"""
            MemTotal:       {total, 10} kB
            MemFree:            1000 kB
            MemAvailable:   {available, 10} kB
            SwapTotal:       1000000 kB
            SwapFree:       {swap, 10} kB

            """;

    private static FakeHost Host() =>
        new FakeHost()
            .SshdInstalled()
            .Process(SshHosts.Daemon())
            .File("/proc/meminfo", MemInfo(4_028_544, 2_500_000, 1_000_000))
            .File(
                "/proc/pressure/memory",
                "some avg10=0.00 avg60=0.10 avg300=0.00 total=1\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=1\n"
            )
            .File("/proc/vmstat", "nr_free_pages 5\noom_kill 0\n")
            .File("/proc/sys/vm/overcommit_memory", "0\n")
            .File("/proc/sys/kernel/pid_max", "4194304\n")
            .File("/proc/sys/kernel/threads-max", "31247\n")
            .File("/proc/loadavg", "0.20 0.18 0.12 1/345 11206\n")
            .File($"/proc/{SshHosts.Listener}/cgroup", "0::/system.slice/ssh.service\n")
            .File(Group + "/pids.max", "4686\n")
            .File(Group + "/pids.current", "1\n")
            .File(Group + "/pids.events", "max 0\n");
}
