using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.SshAccounts;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshTrustedCa;

public sealed class SshTrustedCaCheckTests
{
    private const string Revoked = "ssh.trusted_ca/revoked_keys";
    private const string Authorities = "ssh.trusted_ca/authorities";
    private const string Command = "ssh.trusted_ca/command";
    private const string Principals = "ssh.trusted_ca/principals";

    private static Task<JudgedTogether> LookAsync(FakeHost host) =>
        new JudgedTogether(host, "ssh.config", "ssh.paths", "ssh.trusted_ca").RunAsync();

    [Theory]
    [InlineData("debian")]
    [InlineData("ubuntu")]
    [InlineData("redhat")]
    public async Task A_distribution_as_shipped_trusts_nothing_and_has_nothing_wrong(string name)
    {
        var host =
            name == "debian" ? LoginHosts.Debian()
            : name == "ubuntu" ? LoginHosts.Ubuntu()
            : LoginHosts.RedHat();

        var seen = await LookAsync(host);

        Assert.Empty(seen.Wrong("ssh.trusted_ca"));
        Assert.Empty(seen.Observed["ssh.trusted_ca"].Facts);
    }

    [Theory]
    [InlineData(null, Outcome.Fail, "ssh-keygen -k -f /etc/ssh/revoked")]
    [InlineData("", Outcome.Pass, null)]
    [InlineData("SSHKRL\n\0more", Outcome.Pass, null)]
    public async Task Without_the_file_of_revoked_keys_every_key_is_refused(
        string? text,
        Outcome outcome,
        string? remedy
    )
    {
        var host = LoginHosts.Debian().Sshd("revokedkeys /etc/ssh/revoked");
        if (text is not null)
        {
            host.File("/etc/ssh/revoked", text);
        }

        var finding = (await LookAsync(host)).Of(Revoked, "/etc/ssh/revoked");

        Assert.Equal((outcome, remedy), (finding.Outcome, finding.Remedy.FirstOrDefault()));
    }

    [Fact]
    public async Task Authorities_are_facts_by_fingerprint()
    {
        var host = LoginHosts
            .Debian()
            .Sshd("trustedusercakeys /etc/ssh/ca.pub")
            .File("/etc/ssh/ca.pub", PathsHost.KeyLine);

        var seen = await LookAsync(host);

        Assert.Equal(Outcome.Pass, seen.Of(Authorities, "/etc/ssh/ca.pub").Outcome);
        Assert.Contains(
            seen.Observed["ssh.trusted_ca"].Facts,
            fact =>
                fact.Key.StartsWith("trusted_user_ca/SHA256:", StringComparison.Ordinal)
                && fact is { Value: "ssh-ed25519", Source: "/etc/ssh/ca.pub:1" }
        );
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("", "empty")]
    [InlineData("ssh-ed25519 AAAA", "damaged")]
    public async Task Without_an_authoritys_key_no_certificate_is_accepted(
        string? text,
        string state
    )
    {
        var host = LoginHosts.Debian().Sshd("trustedusercakeys /etc/ssh/ca.pub");
        if (text is not null)
        {
            host.File("/etc/ssh/ca.pub", text);
        }

        var finding = (await LookAsync(host)).Of(Authorities, "/etc/ssh/ca.pub");

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.EndsWith($"which is {state}", finding.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0b111_101_101, 0u, 0b111_101_101, Outcome.Pass)]
    [InlineData(0b110_100_100, 0u, 0b111_101_101, Outcome.Fail)]
    [InlineData(0b111_101_111, 0u, 0b111_101_101, Outcome.Fail)]
    [InlineData(0b111_101_101, 1000u, 0b111_101_101, Outcome.Fail)]
    [InlineData(0b111_101_101, 0u, 0b111_111_111, Outcome.Fail)]
    [InlineData(0b111_101_101, 0u, 0b001_111_111_111, Outcome.Fail)]
    [InlineData(0b111_111_101, 0u, 0b111_101_101, Outcome.Unknown)]
    public async Task A_key_command_is_run_only_where_root_alone_can_write(
        int mode,
        uint owner,
        int folder,
        Outcome outcome
    )
    {
        var host = LoginHosts
            .Debian()
            .Sshd("authorizedkeyscommand /opt/keys/find %u", "authorizedkeyscommanduser nobody")
            .Directory("/opt/keys", folder)
            .File("/opt/keys/find", "", mode, owner);

        Assert.Equal(outcome, (await LookAsync(host)).Of(Command, "AuthorizedKeysCommand").Outcome);
    }

    [Fact]
    public async Task What_is_wrong_on_the_way_to_a_command_is_repaired_there()
    {
        var host = LoginHosts
            .RedHat()
            .Sshd("authorizedkeyscommand /opt/keys/find %u", "authorizedkeyscommanduser nobody")
            .Directory("/opt", 0b111_111_101)
            .File("/opt/keys/find", "", LoginHosts.Program);

        var finding = (await LookAsync(host)).Of(Command, "AuthorizedKeysCommand");

        Assert.Equal(
            (Outcome.Fail, "chown root /opt && chmod go-w /opt"),
            (finding.Outcome, finding.Remedy.Single())
        );
    }

    [Fact]
    public async Task A_missing_command_yields_nothing()
    {
        var host = LoginHosts
            .Debian()
            .Sshd("authorizedkeyscommand /opt/find %u", "authorizedkeyscommanduser nobody");

        Assert.Equal(
            "AuthorizedKeysCommand yields nothing: /opt/find does not exist",
            (await LookAsync(host)).Of(Command, "AuthorizedKeysCommand").Summary
        );
    }

    [Theory]
    [InlineData(false, Outcome.Warn)]
    [InlineData(true, Outcome.Pass)]
    public async Task Certificates_need_somebodys_principals(bool exists, Outcome outcome)
    {
        var host = LoginHosts
            .Debian()
            .Sshd(
                "trustedusercakeys /etc/ssh/ca.pub",
                "authorizedprincipalsfile /etc/ssh/principals/%u"
            )
            .File("/etc/ssh/ca.pub", PathsHost.KeyLine);
        if (exists)
        {
            host.File("/etc/ssh/principals/alice", "alice\n");
        }

        Assert.Equal(outcome, (await LookAsync(host)).Of(Principals).Outcome);
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_unknown()
    {
        var host = LoginHosts
            .Debian()
            .Sshd("revokedkeys /etc/ssh/secret/revoked")
            .File("/etc/ssh/secret/revoked", "")
            .Denied("/etc/ssh/secret");

        Assert.Equal(
            Outcome.Unknown,
            (await LookAsync(host)).Of(Revoked, "/etc/ssh/secret/revoked").Outcome
        );
    }
}
