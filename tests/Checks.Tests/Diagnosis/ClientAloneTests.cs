using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Probe;
using Fleet.Checks.Tests.Parsing.SshDebug;
using static Fleet.Checks.Tests.Diagnosis.Cases;

namespace Fleet.Checks.Tests.Diagnosis;

/// <summary>What a transcript or a probe tells without any word from the host.</summary>
public sealed class ClientAloneTests
{
    [Theory]
    [InlineData(Transcripts.NotResolved, GateId.Name, "name.not_found Certain")]
    [InlineData(Transcripts.Refused, GateId.Listener, "listener.refused Likely")]
    [InlineData(Transcripts.TimedOut, GateId.Firewall, "firewall.silence Possible")]
    [InlineData(Transcripts.ClosedBeforeBanner, GateId.Banner, "banner.startups Likely")]
    [InlineData(
        Transcripts.NothingCommon,
        GateId.KeyExchange,
        "key_exchange.nothing_common Certain"
    )]
    [InlineData(Transcripts.HostKeyChanged, GateId.HostKey, "host_key.changed Certain")]
    [InlineData(Transcripts.Denied, GateId.Key, "key.refused Possible")]
    [InlineData(Transcripts.TooMany, GateId.Key, "key.too_many Certain")]
    [InlineData(Transcripts.ClosedAfterLogin, GateId.Session, "session.closed Likely")]
    [InlineData(Transcripts.ShellSaysNo, GateId.Shell, "shell.status Likely")]
    public void A_transcript_ends_at_a_gate_with_a_cause(
        string transcript,
        GateId gate,
        string cause
    )
    {
        var answer = Answer(Said(transcript));

        Assert.Equal((gate, cause), (answer.Leading?.Id, Causes(answer).FirstOrDefault()));
        Assert.Equal(DiagnosisOutcome.Refused, answer.Outcome);
    }

    [Fact]
    public void A_login_that_works_opens_every_gate_but_those_that_nobody_can_see()
    {
        var answer = Answer(Said(Transcripts.Works));

        Assert.Equal(DiagnosisOutcome.Works, answer.Outcome);
        Assert.Empty(answer.Causes);
        Assert.Null(answer.Leading);
        Assert.Empty(answer.NotLookedAt);
    }

    [Theory]
    [InlineData(ConnectOutcome.Refused, GateId.Listener)]
    [InlineData(ConnectOutcome.Reset, GateId.Listener)]
    [InlineData(ConnectOutcome.TimedOut, GateId.Firewall)]
    [InlineData(ConnectOutcome.Unreachable, GateId.Firewall)]
    [InlineData(ConnectOutcome.Connected, GateId.Banner)]
    public void A_probe_ends_at_a_gate(ConnectOutcome outcome, GateId gate) =>
        Assert.Equal(gate, Answer(Probed(outcome, "reason")).Leading?.Id);

    [Fact]
    public void What_is_behind_the_closed_gate_was_not_reached()
    {
        var answer = Answer(Said(Transcripts.Refused));

        Assert.Contains(
            new NotLookedAt("banner", "the connection does not get that far"),
            answer.NotLookedAt
        );
    }

    [Fact]
    public void The_repair_of_a_changed_host_key_names_the_file_and_the_host()
    {
        var answer = Answer(Said(Transcripts.HostKeyChanged), asked: Question with { Port = 2222 });

        Assert.Contains(
            new Fix(
                FixPlace.Client,
                "ssh-keygen -f /home/alice/.ssh/known_hosts -R '[web-12]:2222'"
            ),
            answer.Causes[0].Found.Fixes
        );
    }

    [Fact]
    public void Nobody_looked_is_not_determined_and_no_cause()
    {
        var answer = Answer(Checks.Diagnosis.Client.ClientEvidence.None, ServerEvidence.None);

        Assert.Equal(DiagnosisOutcome.Undetermined, answer.Outcome);
        Assert.Empty(answer.Causes);
        Assert.All(answer.Gates, gate => Assert.Equal(GateState.Unknown, gate.Verdict.State));
    }

    [Fact]
    public void A_user_with_quotes_in_the_name_stays_one_word_of_the_command()
    {
        var answer = Answer(Said(Transcripts.Denied), asked: Question with { User = "a'; reboot" });

        Assert.All(
            answer.Causes[0].Found.Fixes,
            fix => Assert.DoesNotContain("a'; reboot", fix.Command, StringComparison.Ordinal)
        );
    }
}
