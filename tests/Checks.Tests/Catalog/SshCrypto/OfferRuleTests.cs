using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.SshCrypto;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Tests.Catalog.SshCrypto;

public sealed class OfferRuleTests
{
    private const string Unread = "127.0.0.1:22: Connection refused";
    private Policy _policy = Policy.BuiltIn;

    [Fact]
    public void An_old_server_fails_with_every_weak_name_and_its_reason()
    {
        var findings = Judge(Offers.RedHat6).ToDictionary(f => f.Rule);

        Assert.Equal(Outcome.Fail, findings["ssh.crypto/kex"].Outcome);
        Assert.Contains(
            "diffie-hellman-group1-sha1 (a 1024-bit group",
            findings["ssh.crypto/kex"].Summary,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "ssh-dss",
            findings["ssh.crypto/host_key"].Summary,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "arcfour256, arcfour128, arcfour (RC4",
            findings["ssh.crypto/cipher"].Summary,
            StringComparison.Ordinal
        );
        Assert.Equal(Outcome.Warn, findings["ssh.crypto/mac"].Outcome);
        Assert.Equal(Outcome.Pass, findings["ssh.crypto/strict_kex"].Outcome);
    }

    [Fact]
    public void The_remedy_keeps_what_is_good_of_the_configured_list()
    {
        var offer = With("aes256-ctr,aes128-cbc,aes128-ctr");

        var finding = Of(
            "ssh.crypto/cipher",
            Judge(offer, ("Ciphers", "aes256-ctr,aes128-cbc,aes128-ctr"))
        );

        Assert.Contains(
            finding.Remedy,
            line => line.Contains("Ciphers aes256-ctr,aes128-ctr'", StringComparison.Ordinal)
        );
        Assert.Equal("/etc/ssh/sshd_config:9", finding.Source);
        Assert.Equal(Outcome.Warn, finding.Outcome);
    }

    [Fact]
    public void Where_the_files_are_right_the_remedy_is_a_reload()
    {
        var finding = Of(
            "ssh.crypto/cipher",
            Judge(With("aes128-cbc,aes128-ctr"), ("Ciphers", "aes128-ctr"))
        );

        Assert.Equal("sshd -t && systemctl reload ssh", Assert.Single(finding.Remedy));
    }

    [Fact]
    public void Where_nothing_good_is_left_the_releases_own_defaults_are_named()
    {
        var finding = Of("ssh.crypto/cipher", Judge(With("3des-cbc"), ("Ciphers", "3des-cbc")));

        Assert.Contains(
            finding.Remedy,
            line => line.Contains("aes128-gcm@openssh.com", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Without_a_connection_the_configuration_is_judged()
    {
        var finding = Of("ssh.crypto/mac", Judge(null, ("MACs", "hmac-md5,hmac-sha2-256")));

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Contains(
            "is configured to offer weak integrity codes: hmac-md5",
            finding.Summary,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void With_neither_it_is_unknown()
    {
        Assert.All(Judge(null), finding => Assert.Equal(Outcome.Unknown, finding.Outcome));
        Assert.Contains(
            Unread,
            Of("ssh.crypto/kex", Judge(null)).Summary,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_policy_may_refuse_more_and_accept_less()
    {
        Set("ssh.crypto/mac", "refused", "hmac-sha1");
        Assert.Equal(Outcome.Warn, Of("ssh.crypto/mac", Judge(Offers.Debian12)).Outcome);

        Set("ssh.crypto/cipher", "accepted", "aes128-cbc");
        Assert.Equal(Outcome.Pass, Of("ssh.crypto/cipher", Judge(With("aes128-cbc"))).Outcome);
    }

    [Fact]
    public void A_name_that_nobody_knows_is_said_and_not_judged()
    {
        var finding = Of("ssh.crypto/cipher", Judge(With("aes128-ctr,rot13@example.com")));

        Assert.Equal(Outcome.Pass, finding.Outcome);
        Assert.Contains(
            "no verdict on rot13@example.com",
            finding.Summary,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Without_strict_key_exchange_the_exposed_ciphers_are_named()
    {
        var finding = Of(
            "ssh.crypto/strict_kex",
            Judge(With("chacha20-poly1305@openssh.com,aes128-ctr"))
        );

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Contains(
            "sessions with chacha20-poly1305@openssh.com can",
            finding.Summary,
            StringComparison.Ordinal
        );
        Assert.Contains(
            finding.Remedy,
            line => line.Contains("Ciphers aes128-ctr'", StringComparison.Ordinal)
        );
    }

    private static KexInit With(string ciphers) =>
        Offers.Init("curve25519-sha256", "ssh-ed25519", ciphers, "hmac-sha2-256");

    private void Set(string rule, string name, string value) =>
        _policy = new Policy(
            ImmutableDictionary<string, RulePolicy>.Empty.Add(
                rule,
                new(false, null, ImmutableDictionary<string, string>.Empty.Add(name, value))
            )
        );

    private static Finding Of(string rule, IEnumerable<Finding> findings) =>
        Assert.Single(findings, finding => finding.Rule == rule);

    private Finding[] Judge(KexInit? offer, params (string Keyword, string Value)[] configured)
    {
        var seen = new ObservationBuilder();
        seen.Cover(
            "ssh_offer",
            offer is null ? CoverageState.Unreadable : CoverageState.Complete,
            offer is null ? Unread : null
        );
        foreach (
            var (key, value) in offer is null
                ? OfferCursor.NoFacts
                : OfferFacts.Of(offer, "SSH-2.0-OpenSSH_9.2p1")
        )
        {
            seen.Fact(key, value);
        }

        var config = new ObservationBuilder();
        foreach (var (keyword, value) in configured)
        {
            config.Complete("sshd_config/" + keyword);
            config.Fact("sshd_config/" + keyword, value, "/etc/ssh/sshd_config:9");
        }

        var input = new JudgeInput
        {
            Checks = ImmutableDictionary<string, CheckFacts>
                .Empty.Add(
                    "ssh.crypto",
                    CheckFacts.None.After(seen.Build("ssh.crypto", 1, default))
                )
                .Add("ssh.config", CheckFacts.None.After(config.Build("ssh.config", 1, default))),
            Policy = _policy,
            AsOf = default,
        };
        return [.. HostJudge.Judge(new SshCryptoCheck(), input)];
    }
}
