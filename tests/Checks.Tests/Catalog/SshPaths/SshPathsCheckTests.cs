using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Parsing;
using static Fleet.Checks.Tests.Catalog.SshPaths.PathsHost;

namespace Fleet.Checks.Tests.Catalog.SshPaths;

public sealed class SshPathsCheckTests
{
    private const string Strict = "ssh.paths/strict_modes";
    private const string Broken = "ssh.paths/broken_line";

    [Fact]
    public async Task A_host_in_order_passes_with_its_modes_and_keys_as_facts()
    {
        var seen = await Debian().WithKey($"from=\"10.0.0.0/8\" {KeyLine}").LookAsync();

        Assert.Equal("drwxr-xr-x alice:alice", seen.Fact("mode/home/alice"));
        Assert.Equal("drwx------ alice:alice", seen.Fact("mode/home/alice/.ssh"));
        Assert.Equal("-rw------- alice:alice", seen.Fact("mode/home/alice/.ssh/authorized_keys"));
        var key = Assert.Single(
            seen.Last.Facts,
            fact => FactKey.IsUnder(fact.Key, "authorized_key")
        );
        Assert.StartsWith("authorized_key/alice/SHA256:", key.Key, StringComparison.Ordinal);
        Assert.Equal(("ssh-ed25519 from=10.0.0.0/8", $"{AliceKeys}:1"), (key.Value, key.Source));
        Assert.Equal(AliceKeys, Assert.Single(seen.Last.Documents).Name);
        Assert.All(seen.Findings, finding => Assert.Equal(Outcome.Pass, finding.Outcome));
    }

    [Fact]
    public async Task Accounts_that_cannot_log_in_are_left_alone()
    {
        var seen = await Rhel().WithKey().LookAsync();

        Assert.Null(seen.Fact("login/daemon/uid"));
        Assert.Equal("1000", seen.Fact("login/alice/uid"));
        Assert.Equal("0", seen.Fact("login/root/uid"));
    }

    [Fact]
    public async Task A_denied_home_removes_nothing_and_given_back_adds_nothing()
    {
        var host = Debian().WithKey();
        var seen = await host.LookAsync();
        var before = seen.Facts.All.ToList();

        host.Denied("/home/alice");
        await seen.RunAsync();

        Assert.Equal(
            before.Select(held => held.Fact.Key),
            seen.Facts.All.Select(held => held.Fact.Key)
        );
        Assert.All(
            seen.Findings.Where(finding => finding.Subject == "alice"),
            finding => Assert.Equal(Outcome.Unknown, finding.Outcome)
        );
        Assert.All(
            seen.Findings.Where(finding => finding.Subject == "bob"),
            finding => Assert.Equal(Outcome.Pass, finding.Outcome)
        );

        host.Allowed("/home/alice");
        await seen.RunAsync();

        Assert.Equal(before, seen.Facts.All);
    }

    [Fact]
    public async Task Without_root_other_accounts_keys_are_unknown_and_say_what_is_needed()
    {
        var seen = await Debian().WithKey().NotRoot().LookAsync();

        var finding = seen.Finding(Strict, "alice");
        Assert.Equal(Outcome.Unknown, finding.Outcome);
        Assert.Contains(
            "needs root to open files as uid 1000",
            finding.Summary,
            StringComparison.Ordinal
        );
        Assert.Equal("drwxr-xr-x alice:alice", seen.Fact("mode/home/alice"));
        Assert.Equal(Outcome.Unknown, seen.Finding(Strict, "root").Outcome);
    }

    [Fact]
    public async Task A_folder_that_others_may_reach_and_the_agent_may_not_is_not_called_closed()
    {
        const int GroupMayEnter = 0b111_101_000;
        var host = Debian().WithKey().NotRoot();

        var open = await host.Directory("/home/alice", GroupMayEnter, Alice, Alice).LookAsync();
        var closed = await host.Directory("/home/alice", Closed, Alice, Alice).LookAsync();

        Assert.Equal(Outcome.Unknown, open.Finding("ssh.paths/writable_home", "alice").Outcome);
        Assert.Equal(Outcome.Pass, closed.Finding("ssh.paths/writable_home", "alice").Outcome);
    }

    [Fact]
    public async Task Without_passwd_every_account_is_unknown()
    {
        var host = Debian().WithKey();
        var seen = await host.LookAsync();

        host.Denied("/etc/passwd");
        await seen.RunAsync();

        Assert.Equal(Outcome.Unknown, seen.Finding(Strict, "alice").Outcome);
        Assert.Equal(
            Outcome.Unknown,
            (await Debian().Denied("/etc/passwd").LookAsync()).Finding(Strict).Outcome
        );
    }

    [Fact]
    public async Task A_line_that_sshd_ignores_is_named_with_its_place()
    {
        var seen = await Debian().WithKey(KeyLine + "\nfrm=\"10.0.0.1\" " + KeyLine).LookAsync();

        var finding = seen.Finding(Broken, AliceKeys);
        Assert.Equal(
            (
                Outcome.Warn,
                $"{AliceKeys}:3",
                $"line 3 of {AliceKeys} is ignored by sshd: unknown or malformed option"
            ),
            (finding.Outcome, finding.Source, finding.Summary)
        );
    }

    [Fact]
    public async Task A_home_that_does_not_answer_hides_only_itself()
    {
        var host = new StuckHost(Debian().WithKey(), "/home/bob");

        var seen = await new Judged(host, new SshPathsCheck()).RunAsync();

        Assert.Equal(Outcome.Pass, seen.Finding(Strict, "alice").Outcome);
        Assert.Equal(
            (Outcome.Unknown, "bob: /home/bob: no answer within 3 s"),
            (seen.Finding(Strict, "bob").Outcome, seen.Finding(Strict, "bob").Summary)
        );
    }

    [Fact]
    public async Task Hostile_names_stay_inside_their_segments_and_their_quotes()
    {
        var host = Debian();
        host.File("/etc/passwd", "a/b c:x:1000:1000::/home/x y'z:/bin/sh\n")
            .Directory("/home/x y'z", Everybody, Alice, Alice)
            .File("/home/x y'z/.ssh/authorized_keys", KeyLine, 0b110_000_000, Alice, Alice);

        var seen = await host.LookAsync();

        Assert.NotNull(seen.Fact("mode/home/x%20y'z"));
        Assert.NotNull(seen.Fact("login/a%2Fb%20c/uid"));
        var finding = seen.Finding(Strict, "a/b c");
        Assert.Equal(["chmod go-w '/home/x y'\\''z'"], finding.Remedy);
    }

    [Fact]
    public async Task One_key_on_two_lines_keeps_both_lines_options()
    {
        var seen = await Debian().WithKey($"{KeyLine}from=\"10.0.0.1\" {KeyLine}").LookAsync();

        Assert.Equal(
            "ssh-ed25519 | ssh-ed25519 from=10.0.0.1",
            Assert
                .Single(seen.Last.Facts, fact => FactKey.IsUnder(fact.Key, "authorized_key"))
                .Value
        );
    }

    [Fact]
    public async Task Without_any_sshd_nothing_applies()
    {
        var seen = await Debian().Gone("/usr/sbin/sshd").LookAsync();

        Assert.All(
            seen.Findings,
            finding =>
                Assert.Equal(
                    (Outcome.NotApplicable, "no sshd is installed"),
                    (finding.Outcome, finding.Summary)
                )
        );
    }
}
