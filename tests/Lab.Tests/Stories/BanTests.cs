using Fleet.Lab.Tests.Scenarios;

namespace Fleet.Lab.Tests.Stories;

/// <summary>A real ban is named, with the command that ends it; the ban is of a neighbour in the host's own network.</summary>
public sealed class BanTests : LabTest
{
    private const string Protected = "bans.fail2ban/protected";

    [Fact]
    public async Task A_client_that_fail2ban_banned_is_named_and_the_remedy_lets_it_in()
    {
        Assert.SkipWhen(
            Lab.WhyNoProgram("fail2ban-server") is not null,
            Lab.WhyNoProgram("fail2ban-server") ?? ""
        );
        var key = await Lab.NewKey();
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.User("alice").AuthorizedKey("alice", key.PublicLine).Fail2ban()
        );
        await using var client = await Lab.StartClient("client");
        (await client.Ssh("alice@web-12", key)).OrThrow("login before the ban");

        var before = await LocalReport.OfAsync(web);
        Assert.Equal(["pass"], before.Outcomes("bans.fail2ban"));

        for (var attempt = 0; attempt < 3; attempt++)
        {
            await client.SshPassword("alice@web-12", "wrong");
        }
        await web.DoAsync(
            "timeout",
            "30",
            "sh",
            "-c",
            $"until nft list ruleset | grep -q {client.Address}; do sleep 0.05; done"
        );
        Assert.Contains("Connection refused", (await client.Ssh("alice@web-12", key)).Stderr);

        var banned = await LocalReport.OfAsync(web);
        var finding = Assert.Single(banned.Findings(Protected));
        Assert.StartsWith(
            $"{Protected} {client.Address} warn: {client.Address}, a neighbour in the host's own network, cannot connect: banned by fail2ban (jail sshd) until ",
            finding
        );
        var remedy = Assert.Single(banned.Remedy(Protected));
        Assert.Equal($"fail2ban-client set sshd unbanip {client.Address}", remedy);

        await web.DoAsync("sh", "-c", remedy);

        (await client.Ssh("alice@web-12", key)).OrThrow("login after the remedy");
        Assert.Equal(["pass"], (await LocalReport.OfAsync(web)).Outcomes("bans.fail2ban"));
    }

    [Fact]
    public async Task A_client_that_sshguard_banned_is_named_and_the_remedy_lets_it_in()
    {
        var scenario = new BannedBySshguard();
        Assert.SkipWhen(scenario.WhyNot() is not null, scenario.WhyNot() ?? "");
        await using var scene = await scenario.OpenAsync(Lab);
        await scenario.PlantAsync(scene);

        var report = await LocalReport.OfAsync(scene.Web);

        Assert.Equal(["pass"], report.Outcomes("bans.sshguard/works"));
        Assert.Equal(
            $"nft delete element ip sshguard attackers '{{ {scene.Client.Address} }}'",
            Assert.Single(report.Remedy("bans.sshguard/protected"))
        );

        await scene.Web.DoAsync("sh", "-c", report.Remedy("bans.sshguard/protected")[0]);

        (await scene.LoginAsync()).OrThrow("login after the remedy");
    }

    [Fact]
    public async Task A_jail_without_a_log_file_is_said_where_it_is_meant_to_run()
    {
        Assert.SkipWhen(
            Lab.WhyNoProgram("fail2ban-server") is not null,
            Lab.WhyNoProgram("fail2ban-server") ?? ""
        );
        await using var web = await Lab.StartHost(
            "web-12",
            h =>
                h.Unit("fail2ban.service")
                    .Link(
                        "/etc/systemd/system/multi-user.target.wants/fail2ban.service",
                        "/lib/systemd/system/fail2ban.service"
                    )
        );
        await web.DoAsync(
            "timeout",
            "30",
            "sh",
            "-c",
            "until journalctl -u fail2ban | grep -q 'Have not found any log file for sshd jail'; do sleep 0.05; done"
        );

        var report = await LocalReport.OfAsync(web);

        Assert.Equal(["fail"], report.Outcomes("bans.fail2ban/jail_works"));
        await web.DoAsync("sh", "-c", Assert.Single(report.Remedy("bans.fail2ban/jail_works")));
        await web.DoAsync(
            "timeout",
            "30",
            "sh",
            "-c",
            "until fail2ban-client ping >/dev/null 2>&1; do sleep 0.05; done"
        );
        Assert.Equal(
            ["pass"],
            (await LocalReport.OfAsync(web)).Outcomes("bans.fail2ban/jail_works")
        );
    }
}
