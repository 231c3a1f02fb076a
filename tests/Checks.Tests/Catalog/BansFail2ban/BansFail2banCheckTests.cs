using System.Collections.Immutable;
using Fleet.Checks.Access.Bans;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.BansFail2ban;

public sealed class BansFail2banCheckTests
{
    private const string Works = "bans.fail2ban/jail_works";
    private const string Port = "bans.fail2ban/port";
    private const string Protected = "bans.fail2ban/protected";

    [Fact]
    public async Task Bans_of_jails_that_guard_sshd_are_told_with_their_times()
    {
        var host = Fail2banHosts.Debian().Running();
        var now = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        await host.WithBansAsync(
            $"('203.0.113.9', 'sshd', {now - 60}, 600)",
            $"('2001:db8::1', 'sshd', {now - 60}, -1)",
            $"('203.0.113.10', 'sshd', {now - 600}, 600)",
            $"('203.0.113.11', 'nginx-http-auth', {now - 60}, 600)"
        );

        var judged = await RunAsync(host);

        var since = BanText.Time(DateTimeOffset.FromUnixTimeSeconds(now - 60));
        var until = BanText.Time(DateTimeOffset.FromUnixTimeSeconds(now + 540));
        Assert.Equal($"since {since} until {until}", judged.Fact("ban/fail2ban/sshd/203.0.113.9"));
        Assert.Equal($"since {since} for ever", judged.Fact("ban/fail2ban/sshd/2001:db8::1"));
        Assert.Equal(
            2,
            judged
                .Observed["bans.fail2ban"]
                .Facts.Count(f => f.Key.StartsWith("ban/", StringComparison.Ordinal))
        );
        Assert.Empty(judged.Wrong("bans"));
    }

    [Fact]
    public async Task The_settings_are_those_that_fail2ban_works_with()
    {
        var host = Fail2banHosts
            .Debian()
            .Running()
            .File(
                "/etc/fail2ban/jail.local",
                "[DEFAULT]\nbantime = 1d12h\n[recidive]\nenabled = yes\n"
            );
        await host.WithBansAsync();

        var judged = await RunAsync(host);

        Assert.Equal("129600", judged.Fact("fail2ban/jail/sshd/bantime"));
        Assert.Equal("sshd", judged.Fact("fail2ban/jail/sshd/filter"));
        Assert.Equal("auto", judged.Fact("fail2ban/jail/sshd/backend"));
        Assert.Equal("/var/log/auth.log", judged.Fact("fail2ban/jail/sshd/log_files"));
        Assert.Equal("all", judged.Fact("fail2ban/jail/recidive/port"));
        Assert.Null(judged.Fact("fail2ban/jail/nginx-http-auth/port"));
        Assert.Equal("10.77.0.0/24", judged.Fact("fail2ban/own_networks"));
    }

    [Fact]
    public async Task A_jail_without_its_log_file_keeps_the_server_down_and_is_told_how_to_read_the_journal()
    {
        var host = Fail2banHosts
            .Debian()
            .Gone("/var/log/auth.log")
            .Gone("/usr/lib/python3/dist-packages/systemd");

        var finding = (await RunAsync(host)).Of(Works, "sshd");

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Equal(
            "the jail sshd reads /var/log/auth.log, which is not there: fail2ban does not start with it, so nobody is banned",
            finding.Summary
        );
        Assert.Equal(
            [
                "apt-get install -y python3-systemd && printf '[%s]\\nbackend = systemd\\n' sshd > /etc/fail2ban/jail.d/zz-backend.local && systemctl restart fail2ban",
            ],
            finding.Remedy
        );
    }

    [Fact]
    public async Task A_jail_over_the_journal_needs_its_module_and_no_file()
    {
        var host = Fail2banHosts
            .Debian()
            .Running()
            .Gone("/var/log/auth.log")
            .File("/etc/fail2ban/jail.local", "[sshd]\nbackend = systemd\n");
        await host.WithBansAsync();

        Assert.Equal(Outcome.Pass, (await RunAsync(host)).Of(Works, "sshd").Outcome);

        host.Gone("/usr/lib/python3/dist-packages/systemd");
        Assert.Equal(Outcome.Fail, (await RunAsync(host)).Of(Works, "sshd").Outcome);
    }

    [Fact]
    public async Task A_jail_that_closes_another_port_than_sshd_s_is_said()
    {
        var host = Fail2banHosts
            .Debian()
            .Running()
            .File("/etc/fail2ban/jail.local", "[sshd]\nport = 2222\n");
        await host.WithBansAsync();

        var finding = (await RunAsync(host)).Of(Port, "sshd");

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Equal(
            "the jail sshd closes port 2222, but sshd listens on 22: whom it bans goes on",
            finding.Summary
        );
        Assert.Equal("/etc/fail2ban/jail.local:2", finding.Source);
    }

    [Fact]
    public async Task A_banned_neighbour_is_a_finding_until_the_ban_ends()
    {
        var host = Fail2banHosts.Debian().Running();
        var now = host.Clock.GetUtcNow();
        await host.WithBansAsync($"('10.77.0.10', 'sshd', {now.ToUnixTimeSeconds() - 60}, 600)");

        var judged = await RunAsync(host);
        var finding = judged.Of(Protected, "10.77.0.10");

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Equal(["fail2ban-client set sshd unbanip 10.77.0.10"], finding.Remedy);
        Assert.Equal(
            DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + 540),
            finding.ValidUntil
        );

        await judged.RunAsync(now.AddMinutes(10));
        Assert.Equal(Outcome.Pass, judged.Of(Protected).Outcome);
    }

    [Fact]
    public async Task A_management_address_that_the_policy_names_weighs_more()
    {
        var host = Fail2banHosts.Debian().Running();
        var now = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        await host.WithBansAsync($"('198.51.100.7', 'sshd', {now}, 600)");
        var parameters = ImmutableDictionary<string, string>.Empty.Add(
            "management",
            "198.51.100.0/28, 192.0.2.1"
        );
        var policy = new Policy(
            ImmutableDictionary<string, RulePolicy>.Empty.Add(
                Protected,
                new(false, null, parameters)
            )
        );

        var judged = await new JudgedTogether(host, "bans.fail2ban").RunAsync(policy: policy);

        Assert.Equal(Outcome.Fail, judged.Of(Protected, "198.51.100.7").Outcome);
    }

    [Fact]
    public async Task A_database_that_may_not_be_read_is_not_an_empty_one()
    {
        var host = Fail2banHosts.Debian().Running();
        await host.WithBansAsync("('203.0.113.9', 'sshd', 1, -1)");
        host.Denied(Fail2banHosts.Database);

        var judged = await RunAsync(host);

        Assert.Equal(Outcome.Unknown, judged.Of(Protected).Outcome);
        Assert.Equal(Outcome.Pass, judged.Of(Works, "sshd").Outcome);
    }

    [Fact]
    public async Task A_server_that_is_meant_to_run_and_does_not_is_said()
    {
        var judged = await RunAsync(Fail2banHosts.Debian());

        Assert.Equal(Outcome.Warn, judged.Of(Works, "sshd").Outcome);
        Assert.Equal(Outcome.Pass, judged.Of(Protected).Outcome);
    }

    [Fact]
    public async Task Where_it_is_not_meant_to_run_it_does_not_apply()
    {
        var host = Fail2banHosts
            .Debian()
            .Gone("/etc/systemd/system/multi-user.target.wants/fail2ban.service");

        var judged = await RunAsync(host);

        Assert.Equal(RunStatus.NotApplicable, judged.Observed["bans.fail2ban"].Status);
        Assert.Equal(
            "no fail2ban is installed",
            (await RunAsync(SshHosts.Debian())).Observed["bans.fail2ban"].Reason
        );
    }

    [Fact]
    public async Task Of_a_flood_of_bans_the_newest_are_told_and_the_rest_is_counted()
    {
        var host = Fail2banHosts.Debian().Running();
        var now = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        await host.WithBansAsync([
            .. Enumerable
                .Range(0, 700)
                .Select(i => $"('203.0.{i / 250}.{i % 250}', 'sshd', {now - 1000 + i}, 86400)"),
        ]);

        var judged = await RunAsync(host);

        Assert.Equal("200", judged.Fact("ban/fail2ban/omitted"));
        Assert.NotNull(judged.Fact("ban/fail2ban/sshd/203.0.2.199"));
        Assert.Null(judged.Fact("ban/fail2ban/sshd/203.0.0.0"));
        Assert.Equal(700, judged.Observed["bans.fail2ban"].Samples.Single().Value);
    }

    private static Task<JudgedTogether> RunAsync(FakeHost host) =>
        new JudgedTogether(host, "ssh.listener", "bans.fail2ban").RunAsync();
}
