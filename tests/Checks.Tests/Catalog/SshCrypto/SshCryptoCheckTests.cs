using Fleet.Checks.Catalog.SshCrypto;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshCrypto;

public sealed class SshCryptoCheckTests
{
    private readonly FakeHost _host = SshHosts.Debian().OwnSshd(Offers.Says(Offers.Debian12));

    private Judged Judged => field ??= new(_host, new SshCryptoCheck());

    [Fact]
    public async Task A_default_Debian_passes_every_rule()
    {
        await Judged.RunAsync();

        Assert.All(Judged.Findings, finding => Assert.Equal(Outcome.Pass, finding.Outcome));
        Assert.Equal(
            "rsa-sha2-512,rsa-sha2-256,ecdsa-sha2-nistp256,ssh-ed25519",
            Judged.Fact("ssh_offer/host_key")
        );
        Assert.Equal("yes", Judged.Fact("ssh_offer/strict_kex"));
        Assert.DoesNotContain("kex-strict", Judged.Fact("ssh_offer/kex"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_asks_sshd_on_loopback_and_only_once()
    {
        await Judged.RunAsync();
        await Judged.RunAsync();

        Assert.Equal([new LookAtOwnSshd("127.0.0.1", 22)], Looks());
        Assert.NotNull(Judged.Fact("ssh_offer/cipher"));
    }

    [Fact]
    public async Task A_reload_makes_it_look_again()
    {
        await Judged.RunAsync();
        _host.File("/run/sshd.pid", "601\n", modified: SshHosts.Started.AddHours(1));
        await Judged.RunAsync();

        Assert.Equal(2, Looks().Count());
    }

    [Fact]
    public async Task A_changed_file_makes_it_look_again()
    {
        await Judged.RunAsync();
        _host.File(SshHosts.Main, "Ciphers aes128-ctr\n");
        await Judged.RunAsync();

        Assert.Equal(2, Looks().Count());
    }

    [Fact]
    public async Task An_upgraded_binary_makes_it_look_again()
    {
        await Judged.RunAsync();
        _host.File("/usr/sbin/sshd", "new", mode: 0b111_101_101);
        await Judged.RunAsync();

        Assert.Equal(2, Looks().Count());
    }

    [Fact]
    public async Task What_could_not_be_asked_keeps_its_last_value_and_is_no_removal()
    {
        await Judged.RunAsync();
        _host
            .File(SshHosts.Main, "Ciphers aes128-ctr\n")
            .OwnSshd(
                new()
                {
                    Connect = Fleet.Checks.Probe.ConnectOutcome.Refused,
                    Reason = "Connection refused",
                }
            );
        await Judged.RunAsync();

        Assert.True(Judged.Facts.Read("ssh_offer/cipher").IsUnknown);
        Assert.True(Judged.Facts.Holds("ssh_offer/cipher"));
        Assert.Equal("", Judged.Last.Cursor);
        var finding = Judged.Finding("ssh.crypto/cipher");
        Assert.Equal(Outcome.Unknown, finding.Outcome);
        Assert.Contains(
            "127.0.0.1:22: Connection refused",
            finding.Summary,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Socket_activation_is_asked_too()
    {
        var host = SshHosts.Ubuntu().OwnSshd(Offers.Says(Offers.Debian12));

        var judged = await new Judged(host, new SshCryptoCheck()).RunAsync();

        Assert.Equal([new LookAtOwnSshd("::1", 22)], host.Asked.OfType<LookAtOwnSshd>());
        Assert.NotNull(judged.Fact("ssh_offer/kex"));
    }

    [Fact]
    public async Task Without_sshd_nothing_is_judged()
    {
        var judged = await new Judged(new FakeHost(), new SshCryptoCheck()).RunAsync();

        Assert.Equal(RunStatus.NotApplicable, judged.Last.Status);
        Assert.All(judged.Findings, f => Assert.Equal(Outcome.NotApplicable, f.Outcome));
    }

    [Fact]
    public async Task An_owner_who_denies_connections_is_obeyed()
    {
        _host.Denied(Capability.ConnectToSelf);

        await Judged.RunAsync();

        Assert.Contains(
            "denied by this host's owner",
            Judged.Finding("ssh.crypto/kex").Summary,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("x\ny")]
    public async Task A_cursor_of_another_version_is_passed_over(string cursor)
    {
        var runner = new Fleet.Checks.Catalog.CheckRunner(_host);

        var seen = await runner.RunAsync(new SshCryptoCheck(), cursor, CancellationToken.None);

        Assert.NotEmpty(seen.Facts);
    }

    private IEnumerable<LookAtOwnSshd> Looks() => _host.Asked.OfType<LookAtOwnSshd>();
}
