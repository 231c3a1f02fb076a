using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;
using static Fleet.Checks.Tests.Catalog.SshClient.ClientHosts;

namespace Fleet.Checks.Tests.Catalog.SshClient;

public sealed class SshClientConfigCheckTests
{
    private const string Id = "ssh_client.config";
    private const string Permissions = "ssh_client.config/permissions";
    private const string Mine = "/home/alice/.ssh/config";

    private static Task<JudgedTogether> LookAsync(FakeHost host) =>
        new JudgedTogether(host, Id).RunAsync();

    [Theory]
    [InlineData("debian")]
    [InlineData("ubuntu")]
    [InlineData("redhat")]
    public async Task A_distribution_as_shipped_has_nothing_wrong(string name)
    {
        var host =
            name == "debian" ? Debian()
            : name == "ubuntu" ? Ubuntu()
            : RedHat();

        var seen = await LookAsync(host.Config("Host *\nServerAliveInterval 30\n"));

        Assert.Empty(seen.Wrong(Id));
        Assert.Equal("-rw------- alice:alice", seen.Fact($"client_config/alice{Mine}"));
        Assert.Equal("-rw-r--r-- root:root", seen.Fact("client_config/system/etc/ssh/ssh_config"));
    }

    [Theory]
    [InlineData(0b110_000_000, Alice, Alice, true)]
    [InlineData(0b110_100_100, 0u, 0u, true)]
    [InlineData(0b110_110_100, Alice, Alice, true)]
    [InlineData(0b110_110_100, Alice, 2000u, false)]
    [InlineData(0b110_100_110, Alice, Alice, false)]
    [InlineData(0b110_100_100, Bob, Bob, false)]
    public async Task Ssh_gives_up_on_a_file_that_others_may_write(
        int mode,
        uint uid,
        uint gid,
        bool accepted
    )
    {
        var host = Debian().File(Mine, "Port 22\n", mode, uid, gid);

        var finding = (await LookAsync(host)).Of(Permissions, Mine);

        Assert.Equal(accepted ? Outcome.Pass : Outcome.Fail, finding.Outcome);
        Assert.Equal(
            !accepted,
            finding.Summary.StartsWith("alice cannot use ssh", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_private_group_is_excused_on_Debian_alone()
    {
        var finding = (await LookAsync(RedHat().Config("Port 22\n", 0b110_110_000))).Of(
            Permissions,
            Mine
        );

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Equal([$"chmod go-w {Mine}"], finding.Remedy);
    }

    [Fact]
    public async Task A_drop_in_that_others_may_not_read_takes_ssh_from_everybody()
    {
        const string path = "/etc/ssh/ssh_config.d/10-own.conf";

        var finding = (await LookAsync(Debian().File(path, "Port 22\n", Closed))).Of(
            Permissions,
            path
        );

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.StartsWith("nobody but root can use ssh", finding.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_include_that_its_user_may_not_read_ends_ssh_for_the_user()
    {
        var host = Debian().Config("Include /srv/team.conf\n").File("/srv/team.conf", "", Closed);

        var finding = (await LookAsync(host)).Of(Permissions, "/srv/team.conf");

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.StartsWith("alice cannot use ssh", finding.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_alice_s_that_alice_may_not_read_is_passed_over()
    {
        var finding = (await LookAsync(Debian().Config("Port 1\n", Closed, uid: 0))).Of(
            Permissions,
            Mine
        );

        Assert.Equal(Outcome.Warn, finding.Outcome);
    }

    [Fact]
    public async Task A_line_that_ends_ssh_is_named_with_its_place()
    {
        var seen = await LookAsync(
            Debian()
                .Config("Host web\n  Prot 22\n")
                .File("/etc/ssh/ssh_config.d/x.conf", "Port many\n")
        );

        Assert.Equal(
            [
                "ssh_client.config/valid /home/alice/.ssh/config:2: alice cannot use ssh: /home/alice/.ssh/config:2: Bad configuration option: prot",
                "ssh_client.config/valid /etc/ssh/ssh_config.d/x.conf:1: nobody can use ssh: /etc/ssh/ssh_config.d/x.conf:1: Bad port 'many'.",
            ],
            seen.Wrong("ssh_client.config/valid")
        );
    }

    [Theory]
    [InlineData("StrictHostKeyChecking no", "host_key_checking")]
    [InlineData("Host lab-*\nStrictHostKeyChecking off", "host_key_checking")]
    [InlineData("UserKnownHostsFile /dev/null", "host_key_checking")]
    [InlineData("StrictHostKeyChecking accept-new", null)]
    [InlineData("ForwardAgent yes", "forward_agent")]
    [InlineData("Host *\nForwardAgent yes", "forward_agent")]
    [InlineData("Host jump\nForwardAgent yes", null)]
    [InlineData("ForwardAgent no", null)]
    [InlineData("Host old\nCiphers +3des-cbc", "algorithms")]
    [InlineData("HostKeyAlgorithms +ssh-rsa", "algorithms")]
    [InlineData("KexAlgorithms -diffie-hellman-group14-sha1", null)]
    [InlineData("MACs hmac-sha2-512", null)]
    public async Task Settings_that_give_trust_away_are_named(string config, string? rule)
    {
        var seen = await LookAsync(Debian().Config(config + "\n"));

        Assert.Equal(
            rule is null ? [] : [$"ssh_client.config/{rule}"],
            seen.Wrong(Id).Select(line => line.Split(' ')[0])
        );
    }

    [Fact]
    public async Task A_setting_says_where_it_stands_and_whom_it_concerns()
    {
        var seen = await LookAsync(
            Debian()
                .Config("#\nHost lab-*\n  StrictHostKeyChecking no\n")
                .File("/etc/ssh/ssh_config.d/x.conf", "ForwardAgent yes\n")
        );

        Assert.Equal(
            "alice has StrictHostKeyChecking no under \"Host lab-*\": any key is taken for the host's, a changed one too (/home/alice/.ssh/config:3)",
            Assert
                .Single(
                    seen.Findings,
                    f => f.Rule.EndsWith("host_key_checking", StringComparison.Ordinal)
                )
                .Summary
        );
        Assert.StartsWith(
            "everybody has ForwardAgent yes for every host",
            Assert
                .Single(
                    seen.Findings,
                    f => f.Rule.EndsWith("forward_agent", StringComparison.Ordinal)
                )
                .Summary,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Nothing_is_run()
    {
        var host = Debian().Config("Match exec \"touch /tmp/x\"\nPort 7\n");

        await LookAsync(host);

        Assert.Empty(host.Asked.OfType<RunCommand>());
    }

    [Fact]
    public async Task Without_a_client_it_does_not_apply() =>
        Assert.Equal(
            RunStatus.NotApplicable,
            (await LookAsync(Debian().Gone("/usr/bin/ssh"))).Observed[Id].Status
        );

    [Fact]
    public async Task Many_accounts_are_looked_at_up_to_a_bound()
    {
        var host = Debian()
            .File(
                "/etc/passwd",
                string.Concat(
                    Enumerable
                        .Range(0, 70)
                        .Select(i => $"u{i}:x:{2000 + i}:{2000 + i}::/home/u{i}:/bin/sh\n")
                )
            );

        var seen = await LookAsync(host);

        Assert.Contains(
            seen.Observed[Id].Coverage,
            coverage => coverage is { Prefix: "client_config", State: CoverageState.Truncated }
        );
        Assert.DoesNotContain(
            host.Asked.OfType<ReadFile>(),
            asked => asked.Path.StartsWith("/home/u69/", StringComparison.Ordinal)
        );
    }
}
