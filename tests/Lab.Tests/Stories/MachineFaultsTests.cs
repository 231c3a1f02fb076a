namespace Fleet.Lab.Tests.Stories;

/// <summary>Faults of the machine under sshd, planted on a real host: each is named, and gone when it is healed.</summary>
public sealed class MachineFaultsTests : LabTest
{
    private static readonly string[] Machine =
    [
        "host.disk",
        "host.memory",
        "host.clock",
        "host.packages",
        "selinux",
        "apparmor",
    ];

    [Fact]
    public async Task A_healthy_machine_is_no_news()
    {
        await using var web = await Lab.StartHost("web-12", h => h.User("alice"));

        Assert.Empty(Wrong(await LocalReport.OfAsync(web)));
    }

    [Fact]
    public async Task A_full_home_is_named_until_there_is_room_again()
    {
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.User("alice").SmallDisk("/home/alice", "64m")
        );

        var filler = await web.FillAsync("/home/alice");
        Assert.Equal(["host.disk/space /home/alice fail"], Wrong(await LocalReport.OfAsync(web)));

        await web.DoAsync("rm", "-r", filler);
        Assert.Empty(Wrong(await LocalReport.OfAsync(web)));
    }

    [Fact]
    public async Task A_home_without_inodes_is_named()
    {
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.User("alice").SmallDisk("/home/alice", "64m")
        );

        await web.FillAsync("/home/alice", inodes: true);

        Assert.Equal(["host.disk/inodes /home/alice fail"], Wrong(await LocalReport.OfAsync(web)));
    }

    [Fact]
    public async Task A_home_that_became_read_only_is_named()
    {
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.User("alice").SmallDisk("/home/alice", "64m")
        );

        await web.DoAsync("mount", "-o", "remount,ro", "/home/alice");

        Assert.Equal(
            ["host.disk/writable /home/alice fail"],
            Wrong(await LocalReport.OfAsync(web))
        );
    }

    [Fact]
    public async Task An_upgrade_without_a_restart_is_named_until_sshd_is_restarted()
    {
        await using var web = await Lab.StartHost("web-12", h => h.User("alice"));

        await web.DoAsync(
            "sh",
            "-c",
            "cp -p /usr/sbin/sshd /usr/sbin/sshd.dpkg-new && mv /usr/sbin/sshd.dpkg-new /usr/sbin/sshd"
        );
        Assert.Equal(["host.packages/restart  warn"], Wrong(await LocalReport.OfAsync(web)));

        await web.DoAsync("systemctl", "restart", "ssh");
        Assert.Empty(Wrong(await LocalReport.OfAsync(web)));
    }

    /// <summary>What is not a pass of the machine's checks, as "rule subject outcome".</summary>
    private static string[] Wrong(LocalReport report) =>
        [
            .. report
                .Outcomes()
                .Where(line =>
                    Machine.Any(check => line.StartsWith(check + "/", StringComparison.Ordinal))
                    && !line.EndsWith(" pass", StringComparison.Ordinal)
                    && !line.EndsWith(" not_applicable", StringComparison.Ordinal)
                ),
        ];
}
