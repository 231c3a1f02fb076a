namespace Fleet.Lab.Tests.Stories;

/// <summary>A host that lacks something says so: what could not be seen is never a pass, and nothing breaks.</summary>
public sealed class HostsWithoutTests : LabTest
{
    /// <summary>What a host has that serves nobody: a network of its own, and users who go elsewhere.</summary>
    private static readonly string[] WithoutServer =
    [
        "host.reach",
        "host.mtu",
        "host.conntrack",
        "ssh.reach",
        "ssh_client.keys",
        "ssh_client.known_hosts",
        "ssh_client.config",
    ];

    [Fact]
    public async Task Without_sshd_nothing_applies_whatever_configuration_was_left_behind()
    {
        await using var web = await Lab.StartHost("web-12", h => h.User("alice").Without("sshd"));

        var report = await LocalReport.OfAsync(web);

        Assert.True(web.Root.Exists("/etc/ssh/sshd_config"));
        Assert.All(
            report.Checks.Except(WithoutServer),
            check =>
            {
                Assert.Equal("not_applicable: no sshd is installed", report.Run(check));
                Assert.Equal(["not_applicable"], report.Outcomes(check));
            }
        );
        Assert.All(
            WithoutServer,
            check => Assert.Empty(report.Outcomes(check).Except(["pass", "not_applicable"]))
        );
    }

    [Fact]
    public async Task Without_systemd_the_daemon_is_seen_and_its_log_is_unknown()
    {
        await using var web = await Lab.StartHost("web-12", h => h.NoSystemd());

        var report = await LocalReport.OfAsync(web);

        Assert.Equal(["pass"], report.Outcomes("ssh.service/running"));
        Assert.Equal(
            ["ssh.service/enabled  not_applicable: this host does not run systemd"],
            report.Findings("ssh.service/enabled")
        );
        Assert.Equal(["pass"], report.Outcomes("ssh.listener"));
        Assert.Equal(["pass"], report.Outcomes("ssh.host_keys"));
        Assert.Equal(["unknown"], report.Outcomes("ssh.auth_log"));
        Assert.All(
            report.Findings("ssh.auth_log"),
            line => Assert.Contains("no /var/log/auth.log, and the journal cannot be read", line)
        );
    }

    [Fact]
    public async Task Without_an_auth_log_the_journal_is_read()
    {
        await using var web = await StartWithOpenHomeAsync(h => h);
        await TryToLogInAsync();
        await web.DoAsync("journalctl", "--sync");

        Assert.False(web.Root.Exists("/var/log/auth.log"));
        await AssertRefusalIsReadAsync(web);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_rsyslog_its_file_is_read(bool systemd)
    {
        Assert.SkipWhen(Lab.WhyNoRsyslog() is not null, Lab.WhyNoRsyslog() ?? "");
        await using var web = await StartWithOpenHomeAsync(h =>
            (systemd ? h : h.NoSystemd()).Rsyslog()
        );
        await TryToLogInAsync();
        await web.DoAsync(
            "sh",
            "-c",
            "timeout 20 sh -c 'until grep -s refused /var/log/auth.log; do sleep 0.05; done'"
        );

        await AssertRefusalIsReadAsync(web);
    }

    private SshKeyPair? _key;

    private async Task<LabHost> StartWithOpenHomeAsync(Func<HostPlan, HostPlan> also)
    {
        _key = await Lab.NewKey();
        return await Lab.StartHost(
            "web-12",
            h =>
                also(h)
                    .User("alice")
                    .AuthorizedKey("alice", _key.PublicLine)
                    .Protect("/home/alice", "0777", "alice:alice")
        );
    }

    private async Task TryToLogInAsync()
    {
        await using var client = await Lab.StartClient("client");
        Assert.False((await client.Ssh("alice@web-12", _key!)).Succeeded);
    }

    private static async Task AssertRefusalIsReadAsync(LabHost web)
    {
        var report = await LocalReport.OfAsync(web);
        Assert.Equal(["warn"], report.Outcomes("ssh.auth_log/strict_modes_refused"));
        Assert.Equal(["pass"], report.Outcomes("ssh.auth_log/brute_force"));
    }
}
