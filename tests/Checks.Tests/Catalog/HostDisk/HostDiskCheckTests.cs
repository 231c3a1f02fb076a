using Fleet.Checks.Catalog.HostDisk;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.HostDisk;

public sealed class HostDiskCheckTests
{
    private const long Gib = 1L << 30;
    private const long Mib = 1L << 20;

    /// <summary>Debian as its installer partitions a server with a separate /home.</summary>
    private const string DebianMounts = """
        sysfs /sys sysfs rw,nosuid,nodev,noexec,relatime 0 0
        proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0
        udev /dev devtmpfs rw,nosuid,relatime,size=1981868k,nr_inodes=495467,mode=755,inode64 0 0
        tmpfs /run tmpfs rw,nosuid,nodev,noexec,relatime,size=401240k,mode=755,inode64 0 0
        /dev/mapper/web--vg-root / ext4 rw,relatime,errors=remount-ro 0 0
        tmpfs /run/lock tmpfs rw,nosuid,nodev,noexec,relatime,size=5120k,inode64 0 0
        /dev/vda1 /boot ext2 rw,relatime 0 0
        /dev/mapper/web--vg-home /home ext4 rw,relatime 0 0
        tmpfs /run/user/1000 tmpfs rw,nosuid,nodev,relatime,size=401236k,mode=700,uid=1000,gid=1000,inode64 0 0

        """;

    [Fact]
    public async Task A_healthy_host_gives_passes_only()
    {
        var judged = await RunAsync(Debian());

        Assert.All(judged.Findings, finding => Assert.Equal(Outcome.Pass, finding.Outcome));
        Assert.Equal("rw ext4 home,log,system,tmp,var", judged.Fact("filesystem/."));
        Assert.Equal("rw ext4 home", judged.Fact("filesystem/home"));
        Assert.Equal("rw tmpfs run", judged.Fact("filesystem/run"));
        Assert.Null(judged.Fact("filesystem/boot"));
        Assert.Contains(new Sample("disk/home/used/percent", 50), judged.Last.Samples);
        Assert.Contains(new Sample("disk/./inodes_used/percent", 10), judged.Last.Samples);
    }

    [Theory]
    [InlineData(89, Outcome.Pass)]
    [InlineData(90, Outcome.Warn)]
    [InlineData(97, Outcome.Warn)]
    [InlineData(98, Outcome.Fail)]
    [InlineData(100, Outcome.Fail)]
    public async Task One_finding_tells_how_full_a_file_system_is(int percent, Outcome outcome)
    {
        var judged = await RunAsync(Debian().Space("/home", Space(10 * Gib, percent)));

        Assert.Equal(outcome, judged.Finding("host.disk/space", "/home").Outcome);
    }

    [Fact]
    public async Task A_full_root_is_said_once_for_all_that_lies_on_it()
    {
        var judged = await RunAsync(Debian().Space("/", Space(20 * Gib, 100)));

        var wrong = Assert.Single(judged.Findings, finding => finding.Outcome != Outcome.Pass);
        Assert.Equal(("host.disk/space", "/"), (wrong.Rule, wrong.Subject));
        Assert.StartsWith(
            "/ is full (100 % used, 0 MiB left): keys that are added come out cut or empty, the log that would explain a refused login ends",
            wrong.Summary
        );
        Assert.Equal("du -xhd2 / | sort -h | tail -20", wrong.Remedy[0]);
    }

    [Fact]
    public async Task Little_space_fails_whatever_the_percentage()
    {
        var judged = await RunAsync(
            Debian().Space("/home", new SpaceStatus(170 * Mib, 15 * Mib, 15 * Mib, 1000, 900))
        );

        Assert.Equal(Outcome.Fail, judged.Finding("host.disk/space", "/home").Outcome);
    }

    [Fact]
    public async Task A_small_file_system_with_room_is_fine()
    {
        var judged = await RunAsync(
            Debian().Space("/run", new SpaceStatus(24 * Mib, 12 * Mib, 12 * Mib, 1000, 900))
        );

        Assert.Equal(Outcome.Pass, judged.Finding("host.disk/space", "/run").Outcome);
    }

    [Fact]
    public async Task A_large_file_system_is_judged_by_what_is_left()
    {
        var judged = await RunAsync(Debian().Space("/home", Space(4096 * Gib, 95)));

        Assert.Equal(Outcome.Pass, judged.Finding("host.disk/space", "/home").Outcome);
    }

    [Fact]
    public async Task What_root_keeps_for_itself_is_no_room_for_users()
    {
        var judged = await RunAsync(
            Debian().Space("/home", new SpaceStatus(10 * Gib, Gib / 2, 0, 1000, 900))
        );

        Assert.Equal(Outcome.Fail, judged.Finding("host.disk/space", "/home").Outcome);
    }

    [Theory]
    [InlineData(100, Outcome.Warn)]
    [InlineData(20, Outcome.Fail)]
    public async Task Inodes_run_out_while_there_is_space(long free, Outcome outcome)
    {
        var judged = await RunAsync(
            Debian().Space("/home", new SpaceStatus(10 * Gib, 5 * Gib, 5 * Gib, 1000, free))
        );

        Assert.Equal(outcome, judged.Finding("host.disk/inodes", "/home").Outcome);
        Assert.Equal(Outcome.Pass, judged.Finding("host.disk/space", "/home").Outcome);
    }

    [Fact]
    public async Task A_file_system_without_a_number_of_inodes_is_not_judged_by_it()
    {
        var judged = await RunAsync(
            Debian().Space("/home", new SpaceStatus(10 * Gib, 5 * Gib, 5 * Gib, 0, 0))
        );

        Assert.DoesNotContain(
            judged.Findings,
            f => (f.Rule, f.Subject) == ("host.disk/inodes", "/home")
        );
    }

    [Fact]
    public async Task A_root_that_the_kernel_made_read_only_is_a_failure_and_its_fullness_is_not()
    {
        var judged = await RunAsync(
            Debian(DebianMounts.Replace("/ ext4 rw", "/ ext4 ro", StringComparison.Ordinal))
                .Space("/", Space(20 * Gib, 100))
        );

        var finding = judged.Finding("host.disk/writable", "/");
        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Equal(["filesystem/."], finding.Keys);
        Assert.DoesNotContain(
            judged.Findings,
            f => (f.Rule, f.Subject) == ("host.disk/space", "/")
        );
    }

    [Fact]
    public async Task A_root_that_is_read_only_by_design_is_fine()
    {
        // Fedora CoreOS: composefs at 100 %, /home, /root and /tmp elsewhere.
        const string mounts = """
            composefs / overlay ro,seclabel,relatime 0 0
            tmpfs /run tmpfs rw,seclabel 0 0
            tmpfs /tmp tmpfs rw,seclabel 0 0
            /dev/vda4 /var xfs rw,seclabel 0 0

            """;
        var judged = await RunAsync(
            Machine(mounts)
                .Directory("/var/home")
                .Directory("/var/roothome")
                .Link("/home", "/var/home")
                .Link("/root", "/var/roothome")
                .Space("/", Space(Gib, 100))
                .Space("/run", Space(Gib, 1))
                .Space("/tmp", Space(Gib, 1))
                .Space("/var", Space(Gib, 10))
        );

        Assert.All(judged.Findings, finding => Assert.Equal(Outcome.Pass, finding.Outcome));
        Assert.Equal("ro overlay system", judged.Fact("filesystem/."));
        Assert.Equal("rw xfs home,log,var", judged.Fact("filesystem/var"));
    }

    [Fact]
    public async Task A_home_elsewhere_brings_its_mount_along()
    {
        var judged = await RunAsync(
            Debian(DebianMounts + "/dev/vdd /srv/people ext4 rw 0 0\n")
                .File("/etc/passwd", "eve:x:1001:1001::/srv/people/eve:/bin/bash\n")
                .Directory("/srv/people")
                .Space("/srv/people", Space(10 * Gib, 99))
        );

        Assert.Equal(Outcome.Fail, judged.Finding("host.disk/space", "/srv/people").Outcome);
    }

    [Fact]
    public async Task A_root_that_cannot_be_asked_hides_no_other_file_system()
    {
        var host = Debian(DebianMounts + "/dev/vdd /srv/my\\040homes ext4 rw 0 0\n")
            .File("/etc/passwd", "eve:x:1001:1001::/srv/my homes/eve:/bin/bash\n")
            .Directory("/srv/my homes")
            .Space("/srv/my homes", Space(10 * Gib, 99))
            .NoAnswer("/");
        var running = RunAsync(host);
        host.Clock.Advance(TimeSpan.FromSeconds(2));

        var judged = await running;

        Assert.Equal(Outcome.Unknown, judged.Finding("host.disk/space", "/").Outcome);
        var full = judged.Finding("host.disk/space", "/srv/my homes");
        Assert.Equal(Outcome.Fail, full.Outcome);
        Assert.Equal("du -xhd2 '/srv/my homes' | sort -h | tail -20", full.Remedy[0]);
    }

    [Fact]
    public async Task A_server_that_is_gone_hides_no_other_file_system()
    {
        var host = Debian(DebianMounts + "nas:/home /home nfs4 rw 0 0\n").NoAnswer("/home");
        var running = RunAsync(host);
        host.Clock.Advance(TimeSpan.FromSeconds(2));

        var judged = await running;

        var unknown = judged.Finding("host.disk/space", "/home");
        Assert.Equal(
            (Outcome.Unknown, "not known how full /home is: /home: no answer within 2 s"),
            (unknown.Outcome, unknown.Summary)
        );
        Assert.Equal(Outcome.Pass, judged.Finding("host.disk/space", "/run").Outcome);
    }

    [Fact]
    public async Task Without_the_right_to_see_the_mounts_nothing_is_known()
    {
        var judged = await RunAsync(Debian().Denied("/proc/1/mounts"));

        Assert.All(judged.Findings, finding => Assert.Equal(Outcome.Unknown, finding.Outcome));
        Assert.Equal(3, judged.Findings.Length);
    }

    private static Task<Judged> RunAsync(FakeHost host) =>
        new Judged(host, new HostDiskCheck()).RunAsync();

    private static SpaceStatus Space(long total, int percent) =>
        new(
            total,
            total - (total / 100 * percent),
            percent == 100 ? 0 : total - (total / 100 * percent),
            1000,
            900
        );

    private static FakeHost Machine(string mounts) =>
        new FakeHost()
            .SshdInstalled()
            .File("/proc/1/mounts", mounts)
            .File(
                "/etc/passwd",
                "root:x:0:0:root:/root:/bin/bash\nalice:x:1000:1000::/home/alice:/bin/bash\n"
            )
            .Directory("/run")
            .Directory("/tmp")
            .Directory("/var/log");

    private static FakeHost Debian(string mounts = DebianMounts) =>
        Machine(mounts)
            .Directory("/home/alice")
            .Directory("/root")
            .Space("/", Space(20 * Gib, 40))
            .Space("/home", Space(10 * Gib, 50))
            .Space("/run", Space(400 * Mib, 1));
}
