using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Parsing;
using static Fleet.Checks.Tests.Catalog.SshPaths.PathsHost;

namespace Fleet.Checks.Tests.Catalog.SshPaths;

/// <summary>What keeps keys from working, judged as sshd judges it.</summary>
public sealed class StrictModesTests
{
    private const string Strict = "ssh.paths/strict_modes";
    private const string Readable = "ssh.paths/readable";
    private const string Home = "ssh.paths/writable_home";

    [Fact]
    public async Task A_home_that_everyone_may_write_locks_its_owner_out_and_is_said_once()
    {
        var seen = await Debian()
            .WithKey()
            .Directory("/home/alice", Everybody, Alice, Alice)
            .LookAsync();

        var finding = seen.Finding(Strict, "alice");
        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Equal(
            "alice cannot log in with a key: /home/alice is writable by everyone (0777)",
            finding.Summary
        );
        Assert.Equal(["chmod go-w /home/alice"], finding.Remedy);
        Assert.Contains("mode/home/alice", finding.Keys);
        Assert.Single(seen.Findings, other => other.Outcome is Outcome.Fail or Outcome.Warn);
    }

    [Fact]
    public async Task A_home_that_everyone_may_write_is_a_warning_where_no_key_depends_on_it()
    {
        var seen = await Debian().Directory("/home/bob", Everybody, Bob, Bob).LookAsync();

        Assert.Equal(Outcome.Pass, seen.Finding(Strict, "bob").Outcome);
        var finding = seen.Finding(Home, "bob");
        Assert.Equal(
            (
                Outcome.Warn,
                "/home/bob is writable by everyone (0777): others can change what bob's login runs"
            ),
            (finding.Outcome, finding.Summary)
        );
    }

    [Fact]
    public async Task With_StrictModes_off_sshd_does_not_look_and_the_home_is_still_open()
    {
        var seen = await Debian()
            .WithKey()
            .File("/etc/ssh/sshd_config", "StrictModes no\n")
            .Directory("/home/alice", Everybody, Alice, Alice)
            .LookAsync();

        Assert.Equal(Outcome.Pass, seen.Finding(Strict, "alice").Outcome);
        Assert.Equal(Outcome.Warn, seen.Finding(Home, "alice").Outcome);
    }

    [Theory]
    [InlineData("debian", Outcome.Pass)]
    [InlineData("ubuntu", Outcome.Pass)]
    [InlineData("rhel", Outcome.Fail)]
    public async Task A_private_group_may_write_where_the_distributions_sshd_allows_it(
        string distribution,
        Outcome outcome
    )
    {
        var host = distribution switch
        {
            "debian" => Debian(),
            "ubuntu" => Ubuntu(),
            _ => Rhel(),
        };

        var seen = await host.WithKey()
            .Directory("/home/alice", 0b111_111_101, Alice, Alice)
            .LookAsync();

        Assert.Equal(outcome, seen.Finding(Strict, "alice").Outcome);
        Assert.Equal(
            "alice,",
            $"{seen.Fact("path_group/alice/primary")},{seen.Fact("path_group/alice/members")}"
        );
    }

    [Fact]
    public async Task A_shared_group_may_not_write()
    {
        var seen = await Debian()
            .WithKey()
            .Directory("/home/alice/.ssh", 0b111_111_000, Alice, 1500)
            .LookAsync();

        Assert.Equal(
            "alice cannot log in with a key: /home/alice/.ssh is writable by its group team (0770)",
            seen.Finding(Strict, "alice").Summary
        );
    }

    [Fact]
    public async Task A_file_of_somebody_else_is_refused_with_chown_as_remedy()
    {
        var seen = await Debian()
            .WithKey()
            .File(AliceKeys, KeyLine, 0b110_100_100, Bob, Bob)
            .LookAsync();

        var finding = seen.Finding(Strict, "alice");
        Assert.EndsWith(
            "belongs to bob, not to alice or root",
            finding.Summary,
            StringComparison.Ordinal
        );
        Assert.Equal([$"chown alice {AliceKeys}"], finding.Remedy);
    }

    [Fact]
    public async Task The_home_is_where_judging_stops_even_under_an_open_folder()
    {
        var seen = await Debian().WithKey().Directory("/home", Everybody).LookAsync();

        Assert.Equal(Outcome.Pass, seen.Finding(Strict, "alice").Outcome);
    }

    [Fact]
    public async Task A_linked_file_is_judged_where_it_really_is()
    {
        var seen = await Debian()
            .Directory("/home/alice/.ssh", Closed, Alice, Alice)
            .File("/tmp/alice_keys", KeyLine, 0b110_000_000, Alice, Alice)
            .Link(AliceKeys, "/tmp/alice_keys")
            .LookAsync();

        var finding = seen.Finding(Strict, "alice");
        Assert.Equal(
            "alice cannot log in with a key: /tmp is writable by everyone (1777)",
            finding.Summary
        );
        Assert.Equal([$"install -m 600 -o alice /tmp/alice_keys {AliceKeys}"], finding.Remedy);
        Assert.Equal("drwxrwxrwt root:root", seen.Fact("mode/tmp"));
    }

    [Fact]
    public async Task A_linked_home_is_judged_where_it_really_is()
    {
        var host = Debian().Gone("/home/alice").Link("/home/alice", "/data/alice");
        host.Directory("/data", Everybody)
            .Directory("/data/alice", Open, Alice, Alice)
            .Directory("/data/alice/.ssh", Closed, Alice, Alice)
            .File("/data/alice/.ssh/authorized_keys", KeyLine, 0b110_000_000, Alice, Alice);

        var seen = await host.LookAsync();

        Assert.Equal(Outcome.Pass, seen.Finding(Strict, "alice").Outcome);
        Assert.Equal("/data/alice", seen.Fact("login/alice/home_resolved"));
    }

    [Fact]
    public async Task Key_files_are_those_that_the_configuration_names_for_the_user()
    {
        var seen = await Debian()
            .WithKey()
            .File(
                "/etc/ssh/sshd_config",
                "AuthorizedKeysFile none\nMatch Group team\nAuthorizedKeysFile /etc/ssh/keys/%u\n"
            )
            .File("/etc/ssh/keys/alice", KeyLine)
            .Directory("/etc/ssh/keys", Everybody)
            .LookAsync();

        Assert.Equal(
            "/etc/ssh/keys/alice",
            seen.Fact("authorized_keys_file/alice/etc/ssh/keys/alice")
        );
        Assert.Null(seen.Fact("authorized_keys_file/alice" + AliceKeys));
        var finding = seen.Finding(Strict, "alice");
        Assert.Equal(["chmod go-w /etc/ssh/keys"], finding.Remedy);
        Assert.Contains("mode/.", finding.Keys);
        Assert.Equal(Outcome.Pass, seen.Finding(Strict, "root").Outcome);
    }

    [Fact]
    public async Task A_file_that_only_root_may_read_keeps_the_user_out()
    {
        var seen = await Debian().WithKey().File(AliceKeys, KeyLine, 0b110_000_000).LookAsync();

        var finding = seen.Finding(Readable, "alice");
        Assert.Equal(
            (
                Outcome.Fail,
                $"alice cannot log in with a key: alice may not read {AliceKeys}, and sshd opens it as alice"
            ),
            (finding.Outcome, finding.Summary)
        );
        Assert.Equal([$"chown alice {AliceKeys}"], finding.Remedy);
        Assert.Equal(Outcome.NotApplicable, seen.Finding(Strict, "alice").Outcome);
        Assert.True(seen.Facts.Read("authorized_key/alice/SHA256:x").IsUnknown);
    }

    [Fact]
    public async Task A_fifo_in_the_files_place_is_said()
    {
        var seen = await Debian()
            .Directory("/home/alice/.ssh", Open, Alice, Alice)
            .Fifo(AliceKeys)
            .LookAsync();

        Assert.EndsWith(
            "is not a regular file",
            seen.Finding(Readable, "alice").Summary,
            StringComparison.Ordinal
        );
    }
}
