using Fleet.Checks.Catalog.SshHostKeys;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;
using Fleet.Checks.Tests.Parsing;

namespace Fleet.Checks.Tests.Catalog.SshHostKeys;

public sealed class SshHostKeysCheckTests
{
    private const string Ed25519 = "/etc/ssh/ssh_host_ed25519_key";
    private const string Any = "ssh.host_keys/any";
    private const string Mode = "ssh.host_keys/private_mode";
    private const string Missing = "ssh.host_keys/missing";
    private const string Public = "ssh.host_keys/public";
    private const int Closed = 0b110_000_000;

    [Fact]
    public async Task A_host_in_order_has_its_fingerprints_and_passes()
    {
        var seen = await LookAsync(Host());

        Assert.StartsWith("SHA256:", seen.Fact("host_key/ssh-ed25519"), StringComparison.Ordinal);
        Assert.Equal("-rw------- root:root", seen.Fact("host_key_mode" + Ed25519));
        Assert.Equal("sshd can load 1 host key", seen.Finding(Any).Summary);
        Assert.DoesNotContain(
            seen.Findings,
            finding => finding.Outcome is not (Outcome.Pass or Outcome.NotApplicable)
        );
    }

    [Fact]
    public async Task Private_files_are_never_opened()
    {
        var host = Host();

        await LookAsync(host);

        Assert.DoesNotContain(
            host.Asked.OfType<ReadFile>(),
            asked => asked.Path.EndsWith("_key", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_key_that_others_may_read_is_not_loaded_and_without_another_sshd_does_not_start()
    {
        var seen = await LookAsync(Host().File(Ed25519, "private", 0b110_100_000));

        Assert.Equal(
            (Outcome.Fail, $"sshd does not load {Ed25519}: it is open to others (0640)"),
            (seen.Finding(Mode, Ed25519).Outcome, seen.Finding(Mode, Ed25519).Summary)
        );
        Assert.Equal([$"chmod 600 {Ed25519}"], seen.Finding(Mode, Ed25519).Remedy);
        Assert.Equal(Outcome.Fail, seen.Finding(Any).Outcome);
    }

    [Fact]
    public async Task Red_Hats_key_group_may_read()
    {
        var host = Host()
            .File("/etc/os-release", "ID=rhel\n")
            .File("/etc/group", "root:x:0:\nssh_keys:x:996:\n")
            .File(Ed25519, "private", 0b110_100_000, 0, 996);

        var seen = await LookAsync(host);

        Assert.Equal("-rw-r----- root:ssh_keys", seen.Fact("host_key_mode" + Ed25519));
        Assert.Equal(Outcome.Pass, seen.Finding(Mode, Ed25519).Outcome);
    }

    [Fact]
    public async Task A_key_of_somebody_else_is_taken_from_them()
    {
        var seen = await LookAsync(Host().File(Ed25519, "private", Closed, 1000, 1000));

        var finding = seen.Finding(Mode, Ed25519);
        Assert.Equal($"{Ed25519} belongs to alice, who can pose as this host", finding.Summary);
        Assert.Equal([$"chown root {Ed25519}", $"chmod 600 {Ed25519}"], finding.Remedy);
    }

    [Fact]
    public async Task Keys_that_sshd_tries_by_itself_may_be_missing_and_configured_ones_may_not()
    {
        var builtIn = await LookAsync(Host());
        var configured = await LookAsync(
            Host()
                .File(
                    "/etc/ssh/sshd_config",
                    $"HostKey {Ed25519}\nHostKey /etc/ssh/ssh_host_rsa_key\n"
                )
        );

        Assert.Equal(
            Outcome.NotApplicable,
            builtIn.Finding(Missing, "/etc/ssh/ssh_host_rsa_key").Outcome
        );
        var finding = configured.Finding(Missing, "/etc/ssh/ssh_host_rsa_key");
        Assert.Equal(
            (Outcome.Warn, "ssh-keygen -A"),
            (finding.Outcome, Assert.Single(finding.Remedy))
        );
    }

    [Fact]
    public async Task Without_any_key_sshd_does_not_start()
    {
        var seen = await LookAsync(Host().Gone(Ed25519).Gone(Ed25519 + ".pub"));

        Assert.Equal(Outcome.Fail, seen.Finding(Any).Outcome);
        Assert.Equal(["ssh-keygen -A"], seen.Finding(Any).Remedy);
        Assert.True(seen.Facts.Read("host_key/ssh-ed25519").IsAbsent);
    }

    [Fact]
    public async Task A_missing_public_half_is_said_and_the_key_is_not_called_gone()
    {
        var host = Host();
        var seen = await LookAsync(host);
        host.Gone(Ed25519 + ".pub");

        await seen.RunAsync();

        Assert.True(seen.Facts.Read("host_key/ssh-ed25519").IsUnknown);
        var finding = seen.Finding(Public, Ed25519);
        Assert.Equal(
            (Outcome.Warn, $"ssh-keygen -y -f {Ed25519} > {Ed25519}.pub"),
            (finding.Outcome, Assert.Single(finding.Remedy))
        );
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_leaves_all_unknown()
    {
        var host = Host();
        var seen = await LookAsync(host);
        host.Denied("/etc/ssh/sshd_config");

        await seen.RunAsync();

        Assert.All(seen.Findings, finding => Assert.Equal(Outcome.Unknown, finding.Outcome));
        Assert.True(seen.Facts.Read("host_key/ssh-ed25519").IsUnknown);
    }

    [Fact]
    public async Task Without_any_sshd_nothing_applies()
    {
        var seen = await LookAsync(Host().Gone("/usr/sbin/sshd"));

        Assert.Equal(RunStatus.NotApplicable, seen.Last.Status);
        Assert.All(seen.Findings, finding => Assert.Equal(Outcome.NotApplicable, finding.Outcome));
    }

    private static Task<Judged> LookAsync(FakeHost host) =>
        new Judged(host, new SshHostKeysCheck()).RunAsync();

    private static FakeHost Host() =>
        new FakeHost()
            .SshdInstalled()
            .File(
                "/etc/passwd",
                "root:x:0:0::/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/sh\n"
            )
            .File("/etc/group", "root:x:0:\n")
            .File("/etc/ssh/sshd_config", "UsePAM yes\n")
            .File(Ed25519, "private", Closed)
            .File(Ed25519 + ".pub", $"ssh-ed25519 {AuthorizedKeysFileTests.Key} root@web-12\n");
}
