using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.HostClock;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.HostClock;

public sealed class HostClockCheckTests
{
    private static readonly Reply<ClockDiscipline> Unsynchronised = Reply.Ok(
        new ClockDiscipline(false, TimeSpan.FromSeconds(16))
    );

    [Theory]
    [InlineData("systemd-timesyn", "systemd-timesyncd")]
    [InlineData("chronyd", "chronyd")]
    [InlineData("ntpd", "ntpd")]
    public async Task A_healthy_host_gives_no_finding(string comm, string daemon)
    {
        var judged = await RunAsync(Host().Process(SshHosts.Other(comm)));

        Assert.DoesNotContain(
            judged.Findings,
            f => f.Outcome is not (Outcome.Pass or Outcome.NotApplicable)
        );
        Assert.Equal("yes", judged.Fact("clock/synchronised"));
        Assert.Equal(daemon, judged.Fact("clock/daemon"));
    }

    [Fact]
    public async Task A_container_whose_host_keeps_the_clock_is_fine()
    {
        var judged = await RunAsync(Host().Gone("/sys/class/rtc"));

        Assert.Equal(Outcome.Pass, judged.Finding("host.clock/synchronised").Outcome);
        Assert.Equal(Outcome.NotApplicable, judged.Finding("host.clock/hardware").Outcome);
        Assert.Equal("none", judged.Fact("clock/daemon"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_container_cannot_keep_a_clock_that_is_its_hosts(bool mayAsk)
    {
        var denied = Reply.Denied<ClockDiscipline>("adjtimex: Operation not permitted");
        var judged = await RunAsync(
            Host()
                .Discipline(mayAsk ? Unsynchronised : denied)
                .File("/run/systemd/container", "systemd-nspawn\n")
        );

        Assert.Equal(Outcome.NotApplicable, judged.Finding("host.clock/synchronised").Outcome);
    }

    [Theory]
    [InlineData(null, "no time daemon runs", "timedatectl set-ntp true")]
    [InlineData(
        "systemd-timesyn",
        "systemd-timesyncd runs, but has no time from its servers",
        "timedatectl timesync-status"
    )]
    public async Task A_clock_that_nobody_corrects_is_a_warning(
        string? comm,
        string why,
        string remedy
    )
    {
        var host = Host().Discipline(Unsynchronised);
        if (comm is not null)
        {
            host.Process(SshHosts.Other(comm));
        }

        var finding = (await RunAsync(host)).Finding("host.clock/synchronised");

        Assert.Equal(
            (Outcome.Warn, $"the clock is not synchronised: {why}"),
            (finding.Outcome, finding.Summary)
        );
        Assert.Equal(remedy, finding.Remedy[0]);
    }

    [Theory]
    [InlineData(
        "A29FC87B,162.159.200.123,4,1772366400.1,0.000012,-0.00001,0.00002,12.3,0.0,0.1,0.01,0.001,64.5,Normal\n",
        Outcome.Pass
    )]
    [InlineData(
        "7F7F0101,,0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,1.0,0.0,Not synchronised\n",
        Outcome.Warn
    )]
    public async Task Chrony_is_asked_itself_where_it_does_not_tell_the_kernel(
        string says,
        Outcome outcome
    )
    {
        var judged = await RunAsync(
            Host()
                .Discipline(Unsynchronised)
                .Process(SshHosts.Other("chronyd"))
                .Command(HostCommand.ChronyTracking, says)
        );

        Assert.Equal(outcome, judged.Finding("host.clock/synchronised").Outcome);
    }

    [Fact]
    public async Task No_child_is_started_where_the_kernel_knows()
    {
        var host = Host().Process(SshHosts.Other("chronyd"));
        await RunAsync(host);

        Assert.Empty(host.Asked.OfType<RunCommand>());
    }

    [Fact]
    public async Task Where_the_kernel_may_not_be_asked_timesyncd_left_a_file()
    {
        var denied = Reply.Denied<ClockDiscipline>("adjtimex: Operation not permitted");
        var host = Host().Discipline(denied).Process(SshHosts.Other("systemd-timesyn"));

        var unknown = (await RunAsync(host)).Finding("host.clock/synchronised");
        var passed = (await RunAsync(host.File("/run/systemd/timesync/synchronized", ""))).Finding(
            "host.clock/synchronised"
        );

        Assert.Equal(
            (
                Outcome.Unknown,
                "not known whether the clock is synchronised: adjtimex: Operation not permitted"
            ),
            (unknown.Outcome, unknown.Summary)
        );
        Assert.Equal(Outcome.Pass, passed.Outcome);
    }

    [Fact]
    public async Task A_host_that_woke_up_years_ago_is_far_off()
    {
        var host = Host();
        host.Clock.StepWall(TimeSpan.FromDays(-3000));

        var finding = (await RunAsync(host)).Finding("host.clock/plausible");

        Assert.Equal(
            (Outcome.Fail, "the clock is far off: it shows a time before 2026"),
            (finding.Outcome, finding.Summary)
        );
    }

    [Fact]
    public async Task What_was_written_later_than_now_tells_on_the_clock()
    {
        var host = Host();
        host.File("/var/lib/dpkg/status", "", modified: host.Clock.GetUtcNow().AddDays(40));

        var finding = (await RunAsync(host)).Finding("host.clock/plausible");

        Assert.Equal(
            "the clock is far off: /var/lib/dpkg/status was written later than it shows",
            finding.Summary
        );
    }

    [Theory]
    [InlineData(0, "0.0 0 0.0\n0\nUTC\n", Outcome.Pass)]
    [InlineData(-899, "0.0 0 0.0\n0\nUTC\n", Outcome.Pass)]
    [InlineData(-7200, "0.0 0 0.0\n0\nUTC\n", Outcome.Warn)]
    [InlineData(7200, "0.0 0 0.0\n0\nLOCAL\n", Outcome.NotApplicable)]
    public async Task A_hardware_clock_that_is_off_shows_at_the_next_boot(
        int seconds,
        string adjtime,
        Outcome outcome
    )
    {
        var judged = await RunAsync(Host(seconds).File("/etc/adjtime", adjtime));

        Assert.Equal(outcome, judged.Finding("host.clock/hardware").Outcome);
    }

    [Theory]
    [InlineData(0.2, Outcome.Pass)]
    [InlineData(-45, Outcome.Warn)]
    [InlineData(900, Outcome.Fail)]
    public async Task What_the_controller_measured_is_judged(double skew, Outcome outcome)
    {
        var judged = await RunAsync(Host());
        var input = new JudgeInput
        {
            Checks = ImmutableDictionary<string, CheckFacts>.Empty.Add("host.clock", judged.Facts),
            Policy = Policy.BuiltIn,
            AsOf = DateTimeOffset.UnixEpoch,
            Samples = ImmutableDictionary<string, double>.Empty.Add("clock/skew/seconds", skew),
        };

        var finding = Assert.Single(
            HostJudge.Judge(new HostClockCheck(), input),
            f => f.Rule == "host.clock/skew"
        );

        Assert.Equal(outcome, finding.Outcome);
    }

    private static Task<Judged> RunAsync(FakeHost host) =>
        new Judged(host, new HostClockCheck()).RunAsync();

    private static FakeHost Host(int hardwareSeconds = 0)
    {
        var host = new FakeHost().SshdInstalled();
        return host.File(
            "/sys/class/rtc/rtc0/since_epoch",
            (host.Clock.GetUtcNow().ToUnixTimeSeconds() + hardwareSeconds).ToString(
                CultureInfo.InvariantCulture
            ) + "\n"
        );
    }
}
