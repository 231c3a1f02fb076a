using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Explain;
using Fleet.Checks.Tests.Catalog.SshAccounts;
using Fleet.Checks.Tests.Parsing.SshDebug;

namespace Fleet.Checks.Tests.Diagnosis.Explain;

public sealed class ExplainerTests
{
    private const string Generic =
        "sshd[92]: Connection closed by authenticating user alice 10.0.9.7 port 55886 [preauth]";

    [Theory]
    [InlineData(Transcripts.NotResolved)]
    [InlineData(Transcripts.Refused)]
    [InlineData(Transcripts.TimedOut)]
    [InlineData(Transcripts.ClosedBeforeBanner)]
    [InlineData(Transcripts.NothingCommon)]
    [InlineData(Transcripts.HostKeyChanged)]
    [InlineData(Transcripts.Denied)]
    [InlineData(Transcripts.TooMany)]
    [InlineData(Transcripts.ClosedAfterLogin)]
    [InlineData(Transcripts.ShellSaysNo)]
    public void A_transcript_has_the_same_first_cause_as_a_diagnosis(string transcript) =>
        Assert.Equal(
            Cases.Answer(Cases.Said(transcript)).Causes[0].Cause.Id,
            Explained.Ids(Explained.Of(transcript))[0]
        );

    [Fact]
    public void A_login_that_works_has_no_cause_whatever_was_said_on_the_way() =>
        Assert.Equal(
            ExplainedOutcome.InOrder,
            Explained
                .Of("Load key \"/home/alice/.ssh/old\": invalid format\n" + Transcripts.Works)
                .Outcome
        );

    [Fact]
    public void What_the_client_passed_excludes_what_stands_before_it()
    {
        var explanation = Explained.Of(
            "debug1: Connection established.\ndebug1: Server accepts key: /home/alice/.ssh/id ED25519 SHA256:x\nConnection closed by 10.0.4.12 port 22"
        );

        Assert.Contains("pam.nologin", Explained.Ids(explanation));
        Assert.DoesNotContain("banner.hosts_deny", Explained.Ids(explanation));
        Assert.Contains(
            explanation.Excluded,
            one =>
                one.Cause.Id == "banner.hosts_deny"
                && one.By.Text.StartsWith("Server accepts key", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_line_that_names_the_cause_explains_the_lines_that_follow_from_it()
    {
        var explanation = Explained.Of(
            $"Nov 22 08:39:24 web-12 sshd[92]: Authentication refused: bad ownership or modes for directory /home/alice\nNov 22 08:39:24 web-12 {Generic}\nalice@web-12: Permission denied (publickey)."
        );

        Assert.Equal(["paths.strict_modes"], Explained.Ids(explanation));
        Assert.True(explanation.IsDecided);
    }

    [Fact]
    public void A_line_about_somebody_else_explains_nothing()
    {
        var explanation = Explained.Of(
            $"Nov 22 08:39:24 web-12 sshd[91]: User bob from 10.0.9.8 not allowed because listed in DenyUsers\nNov 22 08:39:24 web-12 {Generic}"
        );

        Assert.Equal("user.lists", Explained.Ids(explanation)[0]);
        Assert.Contains("key.not_in_file", Explained.Ids(explanation));
    }

    [Fact]
    public void Client_and_log_together_leave_fewer_causes_than_each_alone()
    {
        const string denied = "alice@web-12: Permission denied (publickey,password).";
        var both = Explained.Of($"{denied}\nNov 22 08:39:24 web-12 {Generic}");

        Assert.True(both.Causes.Length < Explained.Of(denied).Causes.Length);
        Assert.DoesNotContain("paths.strict_modes", Explained.Ids(both));
        Assert.DoesNotContain("method.publickey_off", Explained.Ids(both));
        Assert.Contains("key.not_in_file", Explained.Ids(both));
    }

    [Fact]
    public void Of_several_attempts_the_last_counts()
    {
        var explanation = Explained.Of(
            Transcripts.TooMany
                + "OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.22\nssh: Could not resolve hostname web-21: Name or service not known"
        );

        Assert.Equal(["name.not_found"], Explained.Ids(explanation));
        Assert.Equal((2, "web-21"), (explanation.Text.Attempts, explanation.Question.Host));
    }

    [Fact]
    public void Strangers_who_try_many_names_are_not_what_is_asked_about()
    {
        var log = string.Join(
            '\n',
            Enumerable
                .Range(0, 20)
                .Select(number =>
                    $"Nov 22 08:39:24 web-12 sshd[92]: Invalid user u{number} from 203.0.113.9 port 5000"
                )
                .Append(
                    "Nov 22 08:39:25 web-12 sshd[93]: Authentication refused: bad ownership or modes for file /home/alice/.ssh/authorized_keys"
                )
        );

        var explanation = Explained.Of(log);

        Assert.Equal("paths.strict_modes", Explained.Ids(explanation)[0]);
        Assert.Equal(
            Confidence.Possible,
            explanation.Causes.Single(one => one.Cause.Id == "account.unknown").Confidence
        );
    }

    [Fact]
    public void A_scanner_that_asks_for_one_kind_of_key_after_another_is_no_client_without_algorithms()
    {
        static string Line(string offer) =>
            $"Nov 22 08:38:20 web-12 sshd[92]: Unable to negotiate with 10.0.9.7 port 5000: no matching host key type found. Their offer: {offer} [preauth]";

        var scan = Explained.Of(
            $"{Line("ssh-rsa")}\n{Line("ecdsa-sha2-nistp256")}\n{Line("sk-ssh-ed25519@openssh.com")}"
        );
        var client = Explained.Of($"{Line("ssh-rsa")}\n{Line("ssh-rsa")}\n{Line("ssh-rsa")}");

        Assert.Equal(ExplainedOutcome.InOrder, scan.Outcome);
        Assert.Equal("key_exchange.nothing_common", Explained.Ids(client)[0]);
    }

    [Fact]
    public void Commands_name_what_the_text_names()
    {
        var lists = Explained.Of(
            "Nov 22 08:34:23 web-12 sshd[88]: User al'ice from 10.0.9.7 not allowed because not listed in AllowUsers"
        );
        var key = Explained.Of(
            "Host key for [web-12]:2222 has changed and you have requested strict checking."
        );

        Assert.Contains(
            @"user='al'\''ice',host=10.0.9.7",
            lists.Causes[0].Tell!.Command,
            StringComparison.Ordinal
        );
        Assert.Contains(key.Causes[0].Fixes, fix => fix.Command == "ssh-keygen -R '[web-12]:2222'");
    }

    [Fact]
    public async Task What_is_stored_of_the_host_decides_and_excludes()
    {
        var text = ExplainReader.Read(Transcripts.Denied.Split('\n'));
        var asked = text.Question(null, Explained.Now) with { Source = Cases.Laptop };
        var host = LoginHosts.Debian().Sshd("allowusers bob");
        var server = await Cases.OnAsync(host, asked) with { IsFresh = false };

        var explanation = Explainer.Explain(text, asked, server);

        Assert.Equal("user.lists", Explained.Ids(explanation)[0]);
        Assert.True(explanation.Causes[0].IsConfirmed);
        Assert.Contains(explanation.Causes[0].Evidence, line => line.Side == EvidenceSide.Server);
    }

    [Fact]
    public void Without_a_user_the_facts_say_nothing_of_accounts()
    {
        var text = ExplainReader.Read(["Connection closed by 10.0.4.12 port 22"]);

        Assert.Equal("", text.Question("web-12", Explained.Now).User);
        Assert.DoesNotContain(
            "account.unknown",
            Explained.Ids(
                Explainer.Explain(
                    text,
                    text.Question("web-12", Explained.Now),
                    Checks.Diagnosis.Server.ServerEvidence.None
                )
            )
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello world")]
    [InlineData("The quick brown fox\njumps over the lazy dog")]
    public void Text_that_nobody_knows_is_said_to_be_so(string text) =>
        Assert.Equal(ExplainedOutcome.NotRecognised, Explained.Of(text).Outcome);
}
