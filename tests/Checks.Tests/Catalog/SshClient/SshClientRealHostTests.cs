using System.Diagnostics;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.SshClientConfig;
using Fleet.Checks.Catalog.SshClientKeys;
using Fleet.Checks.Catalog.SshClientKnownHosts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshClient;

/// <summary>The checks on real files, opened with real users' rights.</summary>
public sealed class SshClientRealHostTests : IDisposable
{
    private const uint Alice = 41_001;
    private const int Closed = 0b110_000_000;
    private const int Open = 0b110_100_100;
    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    public static TheoryData<Check> Checks =>
        [new SshClientKeysCheck(), new SshClientKnownHostsCheck(), new SshClientConfigCheck()];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task The_machine_that_runs_the_tests_is_looked_at_without_a_surprise(Check check)
    {
        var seen = await new Judged(new LinuxHost(TimeProvider.System), check).RunAsync();

        Assert.NotEmpty(seen.Findings);
    }

    [Fact]
    public async Task A_client_s_files_are_read_with_their_owner_s_rights()
    {
        _tree.NeedsRoot();
        Plant()
            .File("/home/alice/.ssh/id_ed25519", "secret", Open, Alice, Alice)
            .File("/home/alice/.ssh/id_ed25519.pub", PublicKeys.First, Open, Alice, Alice)
            .File(
                "/home/alice/.ssh/known_hosts",
                $"web {PublicKeys.Second}\n",
                Closed,
                Alice,
                Alice
            )
            .File("/home/alice/.ssh/config", "Include /etc/team.conf\n", Closed, Alice, Alice)
            .File("/etc/team.conf", "", Closed, 0, 0);

        var keys = await new Judged(_tree.Host, new SshClientKeysCheck()).RunAsync();
        var known = await new Judged(_tree.Host, new SshClientKnownHostsCheck()).RunAsync();
        var config = await new Judged(_tree.Host, new SshClientConfigCheck()).RunAsync();

        Assert.Equal(
            Outcome.Fail,
            keys.Finding("ssh_client.keys/private_mode", "/home/alice/.ssh/id_ed25519").Outcome
        );
        Assert.Equal(
            $"ssh-ed25519 {PublicKeys.SecondFingerprint}",
            known.Fact("known_host/alice/web")
        );
        Assert.Equal(
            "alice cannot use ssh: the configuration includes /etc/team.conf, which alice may not read",
            config.Finding("ssh_client.config/permissions", "/etc/team.conf").Summary
        );
    }

    /// <summary>ssh tests what is included as it tests ~/.ssh/config.</summary>
    [Theory]
    [InlineData(0b110_000_000, 0u, 0u)]
    [InlineData(0b110_100_100, 0u, 0u)]
    [InlineData(0b110_110_100, 0u, Alice)]
    [InlineData(0b110_100_110, 0u, 0u)]
    [InlineData(0b110_100_100, Alice, Alice)]
    public async Task Real_ssh_gives_up_on_the_files_that_we_name(int mode, uint uid, uint gid)
    {
        _tree.NeedsRoot();
        Assert.SkipUnless(File.Exists("/usr/bin/ssh"), "no ssh is installed");
        Plant()
            .File("/root/.ssh/config", "Include more\n", Closed, 0, 0)
            .File("/root/.ssh/more", "Port 7\n", mode, uid, gid)
            .File("/root/main", $"Include {_tree.Root}/root/.ssh/more\n", Closed, 0, 0);

        var seen = await new Judged(_tree.Host, new SshClientConfigCheck()).RunAsync();

        var ours = seen.Finding("ssh_client.config/permissions", "/root/.ssh/more").Outcome;
        using var ssh = Process.Start(
            new ProcessStartInfo("/usr/bin/ssh", ["-G", "-F", $"{_tree.Root}/root/main", "web"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var said = ssh.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await ssh.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await ssh.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            (await said).Contains("Bad owner or permissions", StringComparison.Ordinal),
            ours == Outcome.Fail
        );
    }

    private IPlantedHost Plant() =>
        _tree
            .File(
                "/etc/passwd",
                $"root:x:0:0::/root:/bin/sh\nalice:x:{Alice}:{Alice}::/home/alice:/bin/sh\n",
                Open,
                0,
                0
            )
            .File("/etc/group", $"root:x:0:\nalice:x:{Alice}:\n", Open, 0, 0)
            .File("/etc/os-release", File.ReadAllText("/etc/os-release"), Open, 0, 0)
            .File("/usr/bin/ssh", "", 0b111_101_101, 0, 0);
}
