using System.Net;
using Fleet.Checks.Access.Bans;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Tests.Access.Bans;

public sealed class BanModelTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_ban_that_lasts_longest_comes_first_and_all_have_to_end()
    {
        var model = new BanModel(
            [
                Of(BanTool.Fail2ban, "sshd", "203.0.113.9", Now.AddMinutes(5)),
                Of(BanTool.Sshguard, "nft ip sshguard attackers", "203.0.113.0/24", null),
                Of(BanTool.Fail2ban, "sshd", "203.0.113.10", Now.AddMinutes(5)),
            ],
            []
        );

        var answer = model.Ask(IPAddress.Parse("::ffff:203.0.113.9"), Now);

        Assert.Equal(BanState.Banned, answer.State);
        Assert.Equal(
            ["sshguard (nft ip sshguard attackers)", "fail2ban (jail sshd)"],
            answer.Bans.Select(ban => ban.By)
        );
        Assert.Equal(
            [
                "nft delete element ip sshguard attackers '{ 203.0.113.0/24 }'",
                "fail2ban-client set sshd unbanip 203.0.113.9",
            ],
            answer.Unban
        );
    }

    [Fact]
    public void A_ban_that_ended_is_none()
    {
        var model = new BanModel([Of(BanTool.Fail2ban, "sshd", "203.0.113.9", Now)], []);

        Assert.Equal(BanState.NotBanned, model.Ask(IPAddress.Parse("203.0.113.9"), Now).State);
        Assert.Equal(
            BanState.Banned,
            model.Ask(IPAddress.Parse("203.0.113.9"), Now.AddSeconds(-1)).State
        );
    }

    [Fact]
    public void A_list_that_could_not_be_read_leaves_it_open()
    {
        var model = new BanModel([], ["fail2ban: Permission denied"]);

        var answer = model.Ask(IPAddress.Parse("203.0.113.9"), Now);

        Assert.Equal(
            (BanState.Unknown, "fail2ban: Permission denied"),
            (answer.State, answer.Reason)
        );
    }

    [Fact]
    public void A_check_that_never_ran_is_a_doubt_and_one_that_does_not_apply_is_none()
    {
        var absent = new ObservationBuilder();
        absent.NotApplicable("no fail2ban is installed");
        absent.Cover("ban/fail2ban", CoverageState.Absent, "no fail2ban is installed");
        var facts = CheckFacts.None.After(absent.Build("bans.fail2ban", 1, TimeSpan.Zero));

        Assert.Equal(3, BanModel.Of(_ => CheckFacts.None).Doubts.Length);
        Assert.Equal(
            2,
            BanModel.Of(id => id == "bans.fail2ban" ? facts : CheckFacts.None).Doubts.Length
        );
    }

    [Theory]
    [InlineData(
        BanTool.Fail2ban,
        "sshd",
        "2001:db8::1",
        "fail2ban-client set sshd unbanip 2001:db8::1"
    )]
    [InlineData(
        BanTool.Crowdsec,
        "nft ip crowdsec x",
        "10.0.0.0/8",
        "cscli decisions delete --range 10.0.0.0/8"
    )]
    [InlineData(
        BanTool.Crowdsec,
        "nft ip crowdsec x",
        "10.0.0.1",
        "cscli decisions delete --ip 10.0.0.1"
    )]
    [InlineData(BanTool.Sshguard, "ipset sshguard4", "10.0.0.1", "ipset del sshguard4 10.0.0.1")]
    [InlineData(
        BanTool.Sshguard,
        "firewalld sshguard6",
        "fd00::1",
        "firewall-cmd --ipset=sshguard6 --remove-entry=fd00::1"
    )]
    [InlineData(
        BanTool.Sshguard,
        "iptables",
        "fd00::1",
        "ip6tables -D sshguard -s fd00::1 -j DROP"
    )]
    public void Every_program_has_its_own_way_out(
        BanTool tool,
        string list,
        string whom,
        string command
    ) => Assert.Equal([command], Of(tool, list, whom, null).Unban);

    [Fact]
    public void A_name_that_a_shell_would_run_is_in_no_command() =>
        Assert.Empty(Of(BanTool.Fail2ban, "sshd; reboot", "10.0.0.1", null).Unban);

    [Theory]
    [InlineData("sshd", "203.0.113.9")]
    [InlineData("my jail/%x", "2001:db8::/32")]
    public void A_ban_comes_back_out_of_its_fact(string list, string whom)
    {
        var ban = Of(BanTool.Fail2ban, list, whom, DateTimeOffset.MaxValue) with { Since = Now };

        var read = BanKeys.Read(BanTool.Fail2ban, new Fact(BanKeys.Of(ban), BanText.Of(ban), null));

        Assert.Equal(ban, read);
    }

    private static Ban Of(BanTool tool, string list, string whom, DateTimeOffset? until) =>
        new(tool, list, BanText.Network(whom)!.Value, null, until);
}
