using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshPaths;

/// <summary>The check on real files, opened with real users' rights.</summary>
public sealed class SshPathsRealHostTests : IDisposable
{
    private const uint Alice = 41_001;
    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task The_machine_that_runs_the_tests_is_looked_at_without_a_surprise()
    {
        var host = new LinuxHost(TimeProvider.System);

        var seen = await new Judged(host, new SshPathsCheck()).RunAsync();

        Assert.NotEmpty(seen.Findings);
    }

    [Fact]
    public async Task Modes_are_those_of_the_files_and_an_open_home_fails()
    {
        _tree.NeedsRoot();
        _tree
            .File("/etc/passwd", $"alice:x:{Alice}:{Alice}::/home/alice:/bin/sh\n", 420, 0, 0)
            .File("/etc/group", $"alice:x:{Alice}:\n", 420, 0, 0)
            .File("/usr/sbin/sshd", "", PathsHost.Open, 0, 0)
            .File(PathsHost.AliceKeys, PathsHost.KeyLine, 0b110_000_000, Alice, Alice)
            .Directory("/home/alice", PathsHost.Everybody);

        var seen = await new Judged(_tree.Host, new SshPathsCheck()).RunAsync();

        Assert.Equal("drwxrwxrwx root:0", seen.Fact("mode/home/alice"));
        Assert.Equal(
            "alice cannot log in with a key: /home/alice is writable by everyone (0777)",
            seen.Finding("ssh.paths/strict_modes", "alice").Summary
        );
    }
}
