namespace Fleet.Lab.Tests.Host;

public sealed class GuardTests : LabTest
{
    [Fact]
    public async Task Ufw_lets_in_what_the_plan_allows()
    {
        Need("ufw");
        var key = await Lab.NewKey();
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.AuthorizedKey("root", key.PublicLine).Ufw("allow 22/tcp", "deny 80/tcp")
        );
        await using var client = await Lab.StartClient("client");

        (await client.Ssh("root@web-12", key)).OrThrow("login through ufw");
        Assert.Contains("ufw-user-input", await web.DoAsync("iptables", "-S"));
    }

    [Fact]
    public async Task Rules_of_the_older_path_are_the_host_s_own()
    {
        Need("iptables-legacy");
        const string Rule = "-A INPUT -s 192.0.2.1/32 -j DROP";
        await using var web = await Lab.StartHost("web-1", h => h.NoSystemd().IptablesLegacy(Rule));
        await using var other = await Lab.StartHost("web-2", h => h.NoSystemd());

        Assert.Contains(Rule, await web.DoAsync("iptables-legacy", "-S"));
        Assert.DoesNotContain(Rule, await other.DoAsync("iptables-legacy", "-S"));
    }

    [Fact]
    public async Task Without_systemd_fail2ban_runs_over_the_auth_log()
    {
        Need("fail2ban-server");
        Assert.SkipWhen(Lab.WhyNoRsyslog() is not null, Lab.WhyNoRsyslog() ?? "");
        await using var web = await Lab.StartHost(
            "web-12",
            h =>
                h.NoSystemd()
                    .Rsyslog()
                    .File("/var/log/auth.log", "", "0640", "root:adm")
                    .Fail2ban("[sshd]", "enabled = true", "backend = polling")
        );

        Assert.Contains("Jail list:\tsshd", await web.DoAsync("fail2ban-client", "status"));
    }

    [Theory]
    [InlineData(false, "one more byte")]
    [InlineData(true, "one more file")]
    public async Task A_small_disk_gets_full(bool inodes, string refused)
    {
        await using var web = await Lab.StartHost(
            "web-12",
            h =>
                h.NoSystemd()
                    .User("alice")
                    .File("/home/alice/kept", "here", "0600", "alice")
                    .SmallDisk("/home/alice", "64k", 20)
        );

        var filler = await web.FillAsync("/home/alice", inodes);
        var more = await web.RunAsync("cp", "/etc/services", "/home/alice/more");

        Assert.False(more.Succeeded, $"{refused} found room");
        Assert.Contains("No space left on device", more.Stderr);
        Assert.Equal("here", web.ReadFile("/home/alice/kept"));
        Assert.Equal("alice 700\n", await web.DoAsync("stat", "-c", "%U %a", "/home/alice"));
        await web.DoAsync("rm", "-rf", filler, "/home/alice/more");
        await web.DoAsync("cp", "/etc/services", "/home/alice/more");
    }

    private static void Need(string program) =>
        Assert.SkipWhen(Lab.WhyNoProgram(program) is not null, Lab.WhyNoProgram(program) ?? "");
}
