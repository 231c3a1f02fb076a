using System.Net;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshKeys;
using Fleet.Checks.Probe;
using Fleet.Checks.Tests.Catalog.FirewallInput;
using Fleet.Checks.Tests.Catalog.SshAccounts;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;
using Fleet.Checks.Tests.Parsing.SshDebug;
using static Fleet.Checks.Tests.Diagnosis.Cases;

namespace Fleet.Checks.Tests.Diagnosis;

/// <summary>A client that was denied, joined with what checks saw on the host: state tells apart what the log and the client cannot.</summary>
public sealed class ServerTests
{
    private static readonly string AliceKey = PublicKeys.Read(PathsHost.KeyLine.Trim()).Fingerprint;
    private static readonly LoginQuestion Alice = Question with { Keys = [AliceKey] };

    [Fact]
    public async Task A_host_that_is_in_order_has_no_cause_of_its_own()
    {
        var answer = Answer(Said(""), await OnAsync(Host(), Alice), Alice);

        Assert.Empty(Causes(answer));
        Assert.DoesNotContain(answer.Gates, gate => gate.IsClosed);
        Assert.Equal(GateState.Open, StateOf(answer, GateId.Key));
        Assert.Equal(GateState.Open, StateOf(answer, GateId.Paths));
        Assert.Equal(GateState.Open, StateOf(answer, GateId.User));
    }

    [Fact]
    public async Task Paths_that_others_may_write_are_the_cause_and_the_key_is_known()
    {
        var host = Host()
            .Directory("/home/alice", PathsHost.Everybody, PathsHost.Alice, PathsHost.Alice);

        var answer = await DeniedAsync(host);

        Assert.Equal((GateId.Paths, "paths.strict_modes Certain"), First(answer));
        Assert.Equal(GateState.Open, StateOf(answer, GateId.Key));
        Assert.Equal(
            [new Fix(FixPlace.Host, "chmod go-w /home/alice")],
            answer.Causes[0].Found.Fixes
        );
    }

    [Fact]
    public async Task A_key_that_no_file_has_is_the_cause()
    {
        var answer = await DeniedAsync(Host().WithKey($"{PublicKeys.First} other\n"));

        Assert.Equal((GateId.Key, "key.not_in_file Certain"), First(answer));
    }

    [Fact]
    public async Task A_key_that_lets_in_another_account_says_so()
    {
        var host = Host()
            .WithKey("")
            .Directory("/home/bob/.ssh", PathsHost.Closed, PathsHost.Bob, PathsHost.Bob)
            .File(
                "/home/bob/.ssh/authorized_keys",
                PathsHost.KeyLine,
                0b110_000_000,
                PathsHost.Bob,
                PathsHost.Bob
            );

        var answer = await DeniedAsync(host);

        Assert.Equal((GateId.Key, "key.not_in_file Certain"), First(answer));
        Assert.Contains(
            new Fix(FixPlace.Client, "ssh bob@web-12 true"),
            answer.Causes[0].Found.Fixes
        );
    }

    [Fact]
    public async Task A_from_list_without_the_source_is_the_cause_with_its_line()
    {
        var answer = await DeniedAsync(
            Host().WithKey($"# keys\nfrom=\"10.0.0.0/8\" {PathsHost.KeyLine}")
        );

        Assert.Equal((GateId.Key, "key.from Certain"), First(answer));
        Assert.Equal(
            new Fix(
                FixPlace.Host,
                $"sed -i '2s|from=\"10\\.0\\.0\\.0/8\"|from=\"10.0.0.0/8,198.51.100.7\"|' {PathsHost.AliceKeys}"
            ),
            answer.Causes[0].Found.Fixes[0]
        );
        Assert.Contains(
            $"{PathsHost.AliceKeys}:2",
            answer.Causes[0].Found.Summary,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_broken_line_is_likelier_than_a_key_that_was_never_there()
    {
        var answer = await DeniedAsync(
            Host().WithKey(PathsHost.KeyLine.Replace("AAAA", "AAA", StringComparison.Ordinal))
        );

        Assert.Equal(GateId.Key, answer.Leading?.Id);
        Assert.Contains("key.line_broken Likely", Causes(answer));
    }

    [Theory]
    [InlineData("allowusers bob", "user.lists Certain")]
    [InlineData("allowusers alice@10.0.0.0/8", "user.lists Certain")]
    [InlineData("denyusers alice", "user.lists Certain")]
    [InlineData("allowgroups admins", "user.lists Certain")]
    [InlineData("denygroups alice", "user.lists Certain")]
    public async Task Lists_are_asked_for_this_user_and_source(string line, string cause) =>
        Assert.Equal((GateId.User, cause), First(await DeniedAsync(Host().Sshd(line))));

    [Fact]
    public async Task A_list_that_has_the_user_from_this_source_is_open() =>
        Assert.Equal(
            GateState.Open,
            StateOf(await DeniedAsync(Host().Sshd("allowusers alice@198.51.100.0/24")), GateId.User)
        );

    [Fact]
    public async Task A_Match_section_for_the_user_counts_and_one_for_another_does_not()
    {
        const string off = "Match User {0}\nPubkeyAuthentication no\n";
        FakeHost With(string user) =>
            Host()
                .File(SshHosts.Main, SshHosts.DebianConfig + "\n" + string.Format(null, off, user));

        var mine = Answer(Said(""), await OnAsync(With("alice"), Alice), Alice);
        var others = Answer(Said(""), await OnAsync(With("bob"), Alice), Alice);

        Assert.Equal(GateId.Method, mine.Gates.First(gate => gate.IsClosed).Id);
        Assert.DoesNotContain(others.Gates, gate => gate.IsClosed);
    }

    [Fact]
    public async Task An_account_that_is_not_there_explains_everything_behind_it()
    {
        var asked = Alice with { User = "alcie" };
        var answer = Answer(
            Said(Transcripts.Denied),
            await OnAsync(Host().Sshd("allowusers alice"), asked),
            asked
        );

        Assert.Equal("account.unknown Certain", Causes(answer)[0]);
        Assert.DoesNotContain(
            Causes(answer),
            cause => cause.StartsWith("user.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_expired_account_is_the_cause()
    {
        var host = Host().Shadow($"alice:{LoginHosts.Hash}:20400:0:99999:7::20000:");

        Assert.Equal("account.expired Certain", Causes(await DeniedAsync(host))[0]);
    }

    [Fact]
    public async Task A_nologin_file_is_the_cause() =>
        Assert.Equal(
            "pam.nologin Certain",
            Causes(await DeniedAsync(Host().File("/etc/nologin", "down\n")))[0]
        );

    [Theory]
    [InlineData("/bin/gone", "does not exist")]
    [InlineData("/usr/sbin/nologin", "ends every session at once")]
    public async Task A_shell_that_does_not_run_is_the_cause(string shell, string words)
    {
        var answer = await DeniedAsync(Host().AliceShell(shell));

        Assert.Equal("shell.trouble Certain", Causes(answer)[0]);
        Assert.Contains(words, answer.Causes[0].Found.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Root_is_told_by_PermitRootLogin_and_its_line()
    {
        var asked = Alice with { User = "root" };
        var answer = Answer(
            Said(Transcripts.Denied),
            await OnAsync(Host().Sshd("permitrootlogin no"), asked),
            asked
        );

        Assert.Equal((GateId.User, "user.root Certain"), First(answer));
    }

    [Fact]
    public async Task Two_faults_are_both_named_the_first_gate_first()
    {
        var host = Host()
            .Sshd("allowusers bob")
            .Directory("/home/alice", PathsHost.Everybody, PathsHost.Alice, PathsHost.Alice);

        var answer = await DeniedAsync(host);

        Assert.Equal(["user.lists Certain", "paths.strict_modes Certain"], Causes(answer).Take(2));
        Assert.Equal([GateId.Paths], answer.Next.Select(gate => gate.Id));
    }

    [Fact]
    public async Task What_the_client_passed_is_no_cause_whatever_the_facts_say()
    {
        var host = Host()
            .Directory("/home/alice", PathsHost.Everybody, PathsHost.Alice, PathsHost.Alice);

        var answer = Answer(Said(Transcripts.Works), await OnAsync(host, Alice), Alice);

        Assert.Equal(DiagnosisOutcome.Works, answer.Outcome);
        Assert.Empty(answer.Causes);
    }

    [Fact]
    public async Task What_was_known_before_is_likely_and_never_certain()
    {
        var host = Host()
            .Directory("/home/alice", PathsHost.Everybody, PathsHost.Alice, PathsHost.Alice);
        var known = await OnAsync(host, Alice) with { IsFresh = false };

        Assert.Equal(
            "paths.strict_modes Likely",
            Causes(Answer(Said(Transcripts.Denied), known, Alice))[0]
        );
    }

    [Fact]
    public async Task A_home_that_could_not_be_read_is_unknown_and_no_cause()
    {
        var answer = await DeniedAsync(Host().Denied("/home/alice").NotRoot());

        Assert.DoesNotContain(
            Causes(answer),
            cause => cause.EndsWith("Certain", StringComparison.Ordinal)
        );
    }

    private static FakeHost Host() => DiagnosedHosts.InOrder();

    private static async Task<DiagnosisAnswer> DeniedAsync(FakeHost host) =>
        Answer(Said(Transcripts.Denied), await OnAsync(host, Alice), Alice);

    private static (GateId?, string?) First(DiagnosisAnswer answer) =>
        (answer.Leading?.Id, Causes(answer).FirstOrDefault());
}
