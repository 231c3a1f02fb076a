using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Facts;
using Fleet.Checks.Parsing.SshKeys;
using Fleet.Checks.Tests.Catalog.SshAccounts;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;
using static Fleet.Checks.Tests.Diagnosis.Cases;

namespace Fleet.Checks.Tests.Diagnosis;

/// <summary>Causes that look alike at the client, told apart by what the host has, and by the lines of this very attempt.</summary>
public sealed class StateBeatsWordsTests
{
    private const string Denied = "alice@web-12: Permission denied (publickey).";
    private const string Accepted =
        "debug1: Server accepts key: /home/alice/.ssh/id_ed25519 ED25519 SHA256:abc";
    private const string Authenticated =
        "Authenticated to web-12 ([192.0.2.2]:22) using \"publickey\".";

    private static readonly string AliceKey = PublicKeys.Read(PathsHost.KeyLine.Trim()).Fingerprint;
    private static readonly LoginQuestion Alice = Question with { Keys = [AliceKey] };

    [Theory]
    [InlineData("no-prot-forwarding ")]
    [InlineData("from=10.0.0.0/8 ")]
    public async Task A_key_behind_options_that_sshd_does_not_take_is_there_and_broken(
        string options
    ) =>
        Assert.Equal(
            ["key.line_broken Certain"],
            await TellAsync(Denied, DiagnosedHosts.InOrder().WithKey(options + PathsHost.KeyLine))
        );

    [Fact]
    public async Task A_key_that_is_torn_over_two_lines_is_there_and_broken() =>
        Assert.Equal(
            ["key.line_broken Certain"],
            await TellAsync(
                Denied,
                DiagnosedHosts.InOrder().WithKey(PathsHost.KeyLine.Insert(40, "\n"))
            )
        );

    [Fact]
    public async Task A_server_that_takes_the_key_of_a_client_that_cannot_sign_is_not_to_blame() =>
        Assert.Equal(
            ["method.cannot_sign Likely"],
            await TellAsync($"{Accepted}\n{Denied}", DiagnosedHosts.InOrder())
        );

    [Fact]
    public async Task A_signature_that_both_do_not_know_is_told_though_the_key_is_known() =>
        Assert.Equal(
            "key.algorithm Certain",
            (
                await TellAsync(
                    $"debug1: send_pubkey_test: no mutual signature algorithm\n{Denied}",
                    DiagnosedHosts.InOrder()
                )
            )[0]
        );

    [Fact]
    public async Task A_forced_command_that_fails_is_told_with_its_line() =>
        Assert.Equal(
            "shell.forced_command Certain",
            (
                await TellAsync(
                    $"{Authenticated}\ndebug1: Exit status 127",
                    DiagnosedHosts.InOrder().WithKey($"command=\"/opt/gate\" {PathsHost.KeyLine}")
                )
            )[0]
        );

    [Fact]
    public async Task A_chroot_is_the_likely_end_of_a_session_that_never_began_and_certain_where_sshd_says_so()
    {
        var host = DiagnosedHosts.InOrder().Sshd("chrootdirectory /srv/jail");
        var closed = $"{Authenticated}\nConnection to web-12 closed by remote host.";

        Assert.Equal("session.chroot Likely", (await TellAsync(closed, host))[0]);
        Assert.Equal(
            "session.chroot Certain",
            (await TellAsync(closed, host, Line("chroot_refused", Alice.AsOf)))[0]
        );
    }

    [Fact]
    public async Task Lines_of_an_earlier_attempt_say_nothing_of_this_one()
    {
        const string closed = "Connection closed by 192.0.2.2 port 22";
        var ours = Line("timeout", Alice.AsOf);
        var earlier = Line("timeout", Alice.AsOf - TimeSpan.FromSeconds(30));

        Assert.Contains(
            "method.grace_time Certain",
            await TellAsync(closed, DiagnosedHosts.InOrder(), ours)
        );
        Assert.DoesNotContain(
            "method.grace_time Certain",
            await TellAsync(closed, DiagnosedHosts.InOrder(), earlier)
        );
    }

    private static EventLine Line(string kind, DateTimeOffset at) =>
        new(at, kind, "", "", "sshd said so");

    private static async Task<string[]> TellAsync(
        string said,
        FakeHost host,
        params EventLine[] lines
    )
    {
        var asked = Alice with { Since = Alice.AsOf - TimeSpan.FromSeconds(5) };
        var known = await OnAsync(host, asked);
        return Causes(Answer(Said(said), ServerEvidence.From(known.Input!, asked, lines), asked));
    }
}
