using System.Net;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Probe;
using Fleet.Checks.Tests.Catalog.SshAccounts;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;
using Fleet.Checks.Tests.Parsing.SshDebug;
using static Fleet.Checks.Tests.Diagnosis.Cases;

namespace Fleet.Checks.Tests.Diagnosis;

/// <content>What shows in the session, in the log and on the way in.</content>
public sealed partial class NarrowCausesTests
{
    [Fact]
    public void Words_of_a_penalty_may_be_one_and_nothing_is_dialled_to_make_sure()
    {
        var answer = Answer(
            Said(
                Transcripts.ClosedBeforeBanner.Replace(
                    "Exceeded MaxStartups",
                    "Not allowed at this time",
                    StringComparison.Ordinal
                )
            )
        );

        Assert.Contains("banner.penalty Likely", Causes(answer));
        Assert.Contains(answer.NotLookedAt, one => one.What == "key exchange");
    }

    [Fact]
    public async Task A_penalty_in_the_log_is_certain_and_exempts_the_source()
    {
        var answer = Answer(
            Said(Transcripts.ClosedBeforeBanner),
            await ServerAsync(
                Host(),
                Line(
                    "penalty_drop",
                    "drop connection #3 from [198.51.100.7]:50001 on [192.0.2.2]:22 penalty: failed authentication"
                )
            ),
            Alice
        );

        var penalty = Assert.Single(answer.Causes, one => one.Cause.Id == "banner.penalty");
        Assert.Equal(Confidence.Certain, penalty.Found.Confidence);
        Assert.Contains(
            penalty.Found.Fixes,
            fix =>
                fix.Command.Contains(
                    "PerSourcePenaltyExemptList 198.51.100.7",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task A_login_that_works_and_waits_for_names_is_told_why_it_waits()
    {
        var server = await ServerAsync(Host());
        var answer = Answer(
            Said(Transcripts.Works) with
            {
                AttemptTook = TimeSpan.FromSeconds(20),
            },
            server with
            {
                Findings =
                [
                    Against("host.dns/client_name", "every login waits for the client's name"),
                ],
            },
            Alice
        );

        Assert.Equal(DiagnosisOutcome.Works, answer.Outcome);
        Assert.Equal(["user.slow_names Certain"], Causes(answer));
    }

    [Fact]
    public async Task A_quick_login_is_not_slow_whatever_the_name_server_does()
    {
        var server = await ServerAsync(Host());
        var answer = Answer(
            Said(Transcripts.Works) with
            {
                AttemptTook = TimeSpan.FromSeconds(1),
            },
            server with
            {
                Findings = [Against("host.dns/client_name", "slow")],
            },
            Alice
        );

        Assert.Empty(Causes(answer));
    }

    [Theory]
    [InlineData("client_loop: send disconnect: Broken pipe\n", "session.idle Likely")]
    [InlineData("Timeout, server web-12 not responding.\n", "session.idle Likely")]
    [InlineData("subsystem request failed on channel 0\n", "session.subsystem Likely")]
    [InlineData("Received message too long 1349281116\n", "shell.startup_files Likely")]
    public void What_fails_after_the_login_is_told_from_what_ssh_says(string last, string cause)
    {
        var said = Transcripts.Works.Replace(
            "debug1: Exit status 0\n",
            last,
            StringComparison.Ordinal
        );

        Assert.Contains(cause, Causes(Answer(Said(said))));
    }

    [Fact]
    public async Task A_key_that_let_the_client_in_was_not_refused_whatever_the_minute_logged()
    {
        var said = Transcripts.Works.Replace(
            "debug1: Exit status 0\n",
            "debug1: Exit status 1\n",
            StringComparison.Ordinal
        );
        var refused =
            "userauth_pubkey: signature algorithm ssh-rsa not in PubkeyAcceptedAlgorithms [preauth]";

        var answer = Answer(
            Said(said),
            await ServerAsync(Host(), Line("key_type_refused", refused)),
            Alice
        );

        Assert.DoesNotContain(
            Causes(answer),
            one => one.StartsWith("key.", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(-60, "listener.privilege_separation Certain")]
    [InlineData(60, "listener.stopped Certain")]
    public async Task A_start_that_failed_is_past_once_sshd_has_started_since(
        int startedSeconds,
        string cause
    )
    {
        var host = Host()
            .Units(SshHosts.Unit("ssh.service", "inactive", "enabled"))
            .NoProcesses()
            .Sockets("", "", true);
        var at = Question.AsOf.AddHours(-1);
        EventLine[] lines =
        [
            new(at, "privsep_missing", "", "", "Missing privilege separation directory: /run/sshd"),
            new(
                at.AddSeconds(startedSeconds),
                "server_listening",
                "",
                "",
                "Server listening on 0.0.0.0 port 22."
            ),
        ];

        var answer = Answer(
            Probed(ConnectOutcome.Refused, "Connection refused"),
            await ServerAsync(host, lines),
            Alice
        );

        Assert.Equal((GateId.Listener, cause), First(answer));
    }

    [Fact]
    public void A_command_that_prints_nothing_and_did_print_shows_the_start_up_file()
    {
        var answer = Answer(Said(Transcripts.Works) with { AttemptSaid = "Welcome!\n" });

        Assert.Equal(DiagnosisOutcome.Works, answer.Outcome);
        Assert.Equal(["shell.startup_files Certain"], Causes(answer));
    }

    [Fact]
    public async Task A_key_of_a_cloud_image_says_whom_to_log_in_as()
    {
        var answer = Answer(
            Said(Transcripts.ShellSaysNo),
            await ServerAsync(
                Host()
                    .WithKey(
                        $"command=\"echo 'Please login as the user \\\"ubuntu\\\" rather than the user \\\"root\\\".';echo;sleep 10;exit 142\" {PathsHost.KeyLine}"
                    )
            ),
            Alice
        );

        Assert.Equal((GateId.Shell, "shell.cloud_root Certain"), First(answer));
        Assert.Equal(
            new Fix(FixPlace.Client, "ssh ubuntu@web-12 true"),
            answer.Causes[0].Found.Fixes[0]
        );
    }

    [Fact]
    public async Task A_line_about_another_port_of_the_same_address_is_another_login()
    {
        var asked = Alice with { SourcePort = 50001 };
        EventLine From(int port) =>
            Line(
                "source_not_permitted",
                $"Authentication tried for alice with correct key but not from a permitted host (host=198.51.100.7, ip=198.51.100.7). port {port}"
            );
        EventLine Closed(int port) =>
            Line(
                "connection_closed_preauth",
                $"Connection closed by authenticating user alice 198.51.100.7 port {port} [preauth]"
            );

        var together = await OnAsync(Host(), asked);
        var lines = ServerEvidence
            .From(together.Input!, asked, [Closed(50001), Closed(50002), From(1)])
            .Log.Value!;

        Assert.Equal([Closed(50001), From(1)], lines);
    }
}
