namespace Fleet.Lab.Tests.Stories;

/// <summary>An agent that is not root tells what it may see, and of the rest that it does not know and why.</summary>
public sealed class UnprivilegedAgentTests : LabTest
{
    [Fact]
    public async Task It_knows_its_own_home_and_says_what_only_root_can_see()
    {
        await using var web = await StartAsync(h => h);

        var report = await LocalReport.OfAsync(web, "alice");

        Assert.Equal(
            [
                "ssh.paths/strict_modes alice pass: sshd accepts /home/alice/.ssh/authorized_keys",
                "ssh.paths/strict_modes bob unknown: bob: /home/bob/.ssh/authorized_keys: needs root to open files as uid 1701",
            ],
            report.Findings("ssh.paths/strict_modes").Where(IsOfOurs).Order()
        );
        AssertUnknown(report, "ssh.listener", "only root can see who");
        AssertUnknown(report, "ssh.service/config_valid", "only root may read the host keys");
        AssertUnknown(report, "ssh.accounts/locked", "/etc/shadow: Permission denied");
        AssertUnknown(report, "ssh.accounts/expired", "/etc/shadow: Permission denied");
        AssertUnknown(report, "ssh.auth_log", "the journal cannot be read");
    }

    [Fact]
    public async Task A_configuration_that_only_root_may_read_is_unknown_throughout()
    {
        await using var web = await StartAsync(h => h.Protect("/etc/ssh/sshd_config", "0600"));

        var report = await LocalReport.OfAsync(web, "nobody");

        const string denied = "/etc/ssh/sshd_config: Permission denied";
        AssertUnknown(report, "ssh.config/permit_root_login", denied);
        AssertUnknown(report, "ssh.paths/strict_modes", denied);
        AssertUnknown(report, "ssh.accounts/allowed", denied);
        Assert.Equal(["unknown"], report.Outcomes("ssh.config"));
    }

    [Fact]
    public async Task Where_the_owner_denies_everything_nothing_is_called_good()
    {
        await using var web = await StartAsync(h => h);

        var report = await LocalReport.OfAsync(
            web,
            null,
            "--deny=read-privileged",
            "--deny=run-command",
            "--deny=inspect-processes",
            "--deny=read-journal"
        );

        Assert.All(
            ["ssh.service", "ssh.listener", "ssh.config", "ssh.paths", "ssh.auth_log"],
            check => Assert.Equal(["unknown"], report.Outcomes(check))
        );
    }

    [Fact]
    public async Task What_it_streams_is_judged_as_it_would_judge_itself()
    {
        await using var web = await StartAsync(h => h);
        await using var fleet = await FleetInLab.StartAsync(Lab);
        await fleet.JoinAsync(web, user: "alice");
        await fleet.CheckAsync(web);

        var local = await LocalReport.OfAsync(web, "alice");

        // Two clocks can be compared by a controller alone.
        const string alone = "host.clock/skew  not_applicable";
        Assert.Contains(alone, local.Outcomes());
        Assert.Equal(
            local.Outcomes().Select(line => line == alone ? "host.clock/skew  pass" : line),
            await fleet.OutcomesAsync(web)
        );
        Assert.Empty(await fleet.RegressionsAsync(web, all: true));
    }

    private async Task<LabHost> StartAsync(Func<HostPlan, HostPlan> also)
    {
        var key = await Lab.NewKey();
        return await Lab.StartHost(
            "web-12",
            h =>
                also(h)
                    .User("alice", uid: 1700)
                    .AuthorizedKey("alice", key.PublicLine)
                    .User("bob", uid: 1701)
                    .AuthorizedKey("bob", key.PublicLine)
        );
    }

    private static bool IsOfOurs(string finding) => finding.Split(' ')[1] is "alice" or "bob";

    private static void AssertUnknown(LocalReport report, string about, string reason)
    {
        Assert.Equal(["unknown"], report.Outcomes(about));
        Assert.All(report.Findings(about), finding => Assert.Contains(reason, finding));
    }
}
