using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Tests.Catalog.SshAccounts;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.Logins;

/// <summary>What hosts' checks see, asked who may log in.</summary>
public sealed class StoredLoginsTests
{
    private static readonly IPAddress Client = IPAddress.Parse("10.0.0.5");
    private static readonly IPAddress Stranger = IPAddress.Parse("203.0.113.9");

    [Fact]
    public async Task A_person_with_a_key_gets_in_from_anywhere_by_the_line_of_the_key()
    {
        var model = await ModelAsync(LoginHosts.Debian());

        var answer = model.Ask("alice", Client);

        Assert.Equal(LoginVerdict.Yes, answer.Verdict);
        Assert.Equal(
            new LoginDecision(
                LoginGate.Key,
                LoginVerdict.Yes,
                "the key",
                $"{PathsHost.AliceKeys}:1"
            ),
            answer.Deciding
        );
        var row = Row(model, LoginMethod.Key);
        Assert.All(row.Regions, region => Assert.Equal(LoginVerdict.Yes, region.Verdict));
    }

    [Fact]
    public async Task An_account_that_is_nowhere_is_none()
    {
        var answer = (await ModelAsync(LoginHosts.Debian())).Ask("mallory", Client);

        Assert.Equal((LoginVerdict.No, LoginGate.Account), (answer.Verdict, answer.Deciding.Gate));
    }

    [Fact]
    public async Task An_account_that_a_directory_may_have_is_unknown_and_never_missing()
    {
        var answer = (await ModelAsync(LoginHosts.RedHat())).Ask("mallory", Client);

        Assert.Equal(LoginVerdict.Unknown, answer.Verdict);
        Assert.Equal("accounts of sss are not seen", answer.Deciding.Words);
    }

    [Fact]
    public async Task Sources_are_those_of_every_list_together()
    {
        var model = await ModelAsync(
            LoginHosts
                .Debian()
                .WithKey("from=\"10.0.0.0/8,!10.9.0.0/16\" " + PathsHost.KeyLine)
                .Sshd("AllowUsers alice@10.0.0.0/9 root", "UsePAM yes")
        );

        var open = Row(model, LoginMethod.Key).Regions.Where(r => r.Verdict == LoginVerdict.Yes);

        Assert.Equal(
            "10.0.0.0/13, 10.8.0.0/16, 10.10.0.0/15, 10.12.0.0/14, 10.16.0.0/12, 10.32.0.0/11 and more",
            AddressRanges.Text(Assert.Single(open).Addresses, isVersion6: false)
        );
        var refused = model.Ask("alice", Stranger, Row(model, LoginMethod.Key).Means.Fingerprint);
        Assert.Equal(LoginGate.UserLists, refused.Deciding.Gate);
        Assert.StartsWith("/etc/ssh/sshd_config:", refused.Deciding.Source);
    }

    [Theory]
    [InlineData("Match Address 10.0.0.0/8\nPubkeyAuthentication no", LoginGate.Method)]
    [InlineData("Match User alice\nAuthenticationMethods password,publickey", LoginGate.Method)]
    [InlineData("DenyGroups alice", LoginGate.UserLists)]
    [InlineData("RevokedKeys /etc/ssh/not-there", LoginGate.Key)]
    [InlineData("PubkeyAcceptedAlgorithms rsa-sha2-512", LoginGate.Key)]
    public async Task A_line_that_shuts_the_way_is_named(string line, LoginGate gate)
    {
        var host = LoginHosts.Debian();
        host = host.File("/etc/ssh/sshd_config", $"UsePAM yes\n{line}\n")
            .Shadow("alice:*:19700:0:99999:7:::");
        var model = await ModelAsync(host);

        var answer = model.Ask("alice", Client);

        Assert.Equal((LoginVerdict.No, gate), (answer.Verdict, answer.Deciding.Gate));
        Assert.StartsWith("/etc/ssh/sshd_config:", answer.Deciding.Source);
    }

    [Fact]
    public async Task An_authoritys_own_key_opens_nothing_its_certificates_do()
    {
        var model = await ModelAsync(
            LoginHosts.Debian().WithKey("cert-authority " + PathsHost.KeyLine)
        );
        var certificate = Row(model, LoginMethod.Certificate);

        Assert.Equal(LoginVerdict.Yes, certificate.Verdict);
        Assert.Equal(
            LoginVerdict.No,
            model.Ask("alice", Client, certificate.Means.Fingerprint).Verdict
        );
    }

    [Fact]
    public async Task A_command_that_yields_keys_is_an_unknown_way_of_its_own()
    {
        var model = await ModelAsync(
            LoginHosts
                .Debian()
                .File(
                    "/etc/ssh/sshd_config",
                    "UsePAM yes\nAuthorizedKeysCommand /usr/bin/sss_ssh_authorizedkeys\nAuthorizedKeysCommandUser nobody\n"
                )
        );

        Assert.Equal(LoginVerdict.Unknown, Row(model, LoginMethod.KeysCommand).Verdict);
        Assert.Equal(LoginVerdict.Unknown, model.Ask("alice", Client, "SHA256:other").Verdict);
    }

    [Fact]
    public async Task Where_the_client_is_looked_up_by_name_a_name_in_a_list_is_unknown()
    {
        var model = await ModelAsync(
            LoginHosts
                .Debian()
                .File(
                    "/etc/ssh/sshd_config",
                    "UsePAM yes\nUseDNS yes\nAllowUsers alice@*.example.com\n"
                )
        );

        var deciding = model.Ask("alice", Client).Deciding;

        Assert.Equal(
            (LoginVerdict.Unknown, LoginGate.UserLists),
            (deciding.Verdict, deciding.Gate)
        );
    }

    [Fact]
    public async Task A_firewall_that_is_not_known_leaves_the_answer_open()
    {
        var seen = await LookAsync(LoginHosts.Debian());
        var model = StoredLogins.Model(seen.Input, new ParsedTexts());

        Assert.Equal(LoginVerdict.Unknown, model.Ask("alice", Client).Verdict);
        Assert.Equal(LoginGate.Firewall, model.Ask("alice", Client).Deciding.Gate);
    }

    private static LoginRow Row(LoginModel model, LoginMethod method) =>
        Assert.Single(
            LoginSources.Rows(model),
            row => row.Account.Name == "alice" && row.Means.Method == method
        );

    private static Task<JudgedTogether> LookAsync(FakeHost host) =>
        new JudgedTogether(host, [.. StoredLogins.Checks]).RunAsync();

    /// <summary>Behind a firewall without rules.</summary>
    private static async Task<LoginModel> ModelAsync(FakeHost host)
    {
        var seen = await LookAsync(host);
        var model = StoredLogins.Model(seen.Input, new ParsedTexts());
        ImmutableArray<ConnectionQuestion> sockets =
        [
            ConnectionQuestion.FromAnywhere(IPAddress.Parse("10.0.0.12"), 22, "eth0"),
        ];
        return new LoginModel(
            model.Host with
            {
                Filters = new HostFilters { Ruleset = FirewallRuleset.Empty, Sockets = sockets },
            }
        );
    }
}
