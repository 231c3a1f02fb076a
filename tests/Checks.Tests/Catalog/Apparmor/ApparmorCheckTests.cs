using Fleet.Checks.Catalog.Apparmor;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.Apparmor;

public sealed class ApparmorCheckTests
{
    private const string Profiles = "/sys/kernel/security/apparmor/profiles";

    /// <summary>As Ubuntu 24.04 has them.</summary>
    private const string UbuntuProfiles = """
        /usr/lib/snapd/snap-confine (enforce)
        /usr/lib/snapd/snap-confine//mount-namespace-capture-helper (enforce)
        lsb_release (enforce)
        man_filter (enforce)
        rsyslogd (enforce)
        unprivileged_userns (enforce)
        vscode (unconfined)
        MongoDB Compass (unconfined)

        """;

    [Fact]
    public async Task A_distribution_that_leaves_sshd_alone_gives_no_finding_and_costs_no_child()
    {
        var host = Ubuntu();
        var judged = await RunAsync(host);

        Assert.Equal(Outcome.Pass, judged.Finding("apparmor/confined").Outcome);
        Assert.Equal(Outcome.NotApplicable, judged.Finding("apparmor/denials").Outcome);
        Assert.Equal("unconfined", judged.Fact("apparmor/sshd"));
        Assert.Empty(host.Asked.OfType<RunCommand>());
    }

    [Fact]
    public async Task A_kernel_without_apparmor_is_left_alone()
    {
        var judged = await RunAsync(SshHosts.Debian());

        Assert.All(judged.Findings, f => Assert.Equal(Outcome.NotApplicable, f.Outcome));
        Assert.Equal("this kernel runs no AppArmor", judged.Last.Reason);
    }

    [Fact]
    public async Task A_profile_that_was_loaded_since_takes_hold_at_the_next_start()
    {
        var judged = await RunAsync(
            Ubuntu()
                .File(Profiles, UbuntuProfiles + "/usr/sbin/sshd (enforce)\n")
                .File("/var/log/audit/audit.log", "")
        );

        var finding = judged.Finding("apparmor/confined");
        Assert.Equal(
            (
                Outcome.Warn,
                "sshd runs unconfined, and from its next start on under the profile /usr/sbin/sshd: test it before that"
            ),
            (finding.Outcome, finding.Summary)
        );
        Assert.Equal("aa-complain /usr/sbin/sshd", finding.Remedy[0]);
        Assert.Equal("enforce", judged.Fact("apparmor_profile/%2Fusr%2Fsbin%2Fsshd"));
    }

    [Theory]
    [InlineData("complain", "unconfined\n")]
    [InlineData("enforce", "/usr/sbin/sshd (enforce)\n")]
    public async Task A_profile_that_only_reports_or_already_holds_is_fine(
        string mode,
        string current
    )
    {
        var judged = await RunAsync(
            Ubuntu(current)
                .File(Profiles, $"/usr/sbin/sshd ({mode})\n")
                .File("/var/log/audit/audit.log", "")
        );

        Assert.All(judged.Findings, finding => Assert.Equal(Outcome.Pass, finding.Outcome));
    }

    [Fact]
    public async Task What_was_refused_under_sshds_profile_is_told()
    {
        var host = Ubuntu("/usr/sbin/sshd (enforce)\n")
            .File(Profiles, "/usr/sbin/sshd (enforce)\n");
        var at = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        host.File(
            "/var/log/audit/audit.log",
            $"""
            type=AVC msg=audit({at}.000:1): apparmor="DENIED" operation="open" class="file" profile="/usr/sbin/sshd" name="/srv/keys/alice" pid=123 comm="sshd" requested_mask="r" denied_mask="r" fsuid=0 ouid=0
            type=AVC msg=audit({at}.000:2): apparmor="DENIED" operation="open" class="file" profile="rsyslogd" name="/etc/x" pid=9 comm="rsyslogd" requested_mask="r" denied_mask="r" fsuid=0 ouid=0

            """
        );

        var wrong = Assert.Single((await RunAsync(host)).Findings, f => f.Outcome != Outcome.Pass);

        Assert.Equal(
            (
                "apparmor/denials",
                "sshd/open/r",
                "AppArmor refused sshd to open (r) /srv/keys/alice"
            ),
            (wrong.Rule, wrong.Subject, wrong.Summary)
        );
    }

    [Fact]
    public async Task Only_root_may_see_the_profiles()
    {
        var judged = await RunAsync(Ubuntu().Denied(Profiles));

        Assert.All(judged.Findings, f => Assert.Equal(Outcome.Unknown, f.Outcome));
    }

    private static Task<Judged> RunAsync(FakeHost host) =>
        new Judged(host, new ApparmorCheck()).RunAsync();

    private static FakeHost Ubuntu(string current = "unconfined\n") =>
        SshHosts
            .Debian()
            .File(Profiles, UbuntuProfiles)
            .File($"/proc/{SshHosts.Listener}/attr/apparmor/current", current);
}
