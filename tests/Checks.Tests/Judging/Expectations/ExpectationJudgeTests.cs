using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Judging.Expectations;

namespace Fleet.Checks.Tests.Judging.Expectations;

public sealed class ExpectationJudgeTests
{
    private const string Tries = "sshd_config/MaxAuthTries";

    [Theory]
    [InlineData("4", Outcome.Pass, "MaxAuthTries 4, /etc/ssh/sshd_config:9")]
    [InlineData("6", Outcome.Fail, "MaxAuthTries is 6, /etc/ssh/sshd_config:9; expected at most 4")]
    public void The_summary_tells_the_value_its_place_and_what_was_expected(
        string value,
        Outcome outcome,
        string summary
    )
    {
        var answer = Assert.Single(
            Judge(Within4, b => b.Fact(Tries, value, "/etc/ssh/sshd_config:9"))
        );

        Assert.Equal((outcome, summary), (answer.Outcome, answer.Summary));
        Assert.Equal((Tries, ""), (answer.Key, answer.Subject));
    }

    [Fact]
    public void Of_a_list_only_what_is_wrong_with_it_is_told()
    {
        var answer = Assert.Single(
            Judge(
                Expect("sshd_config/Ciphers", new ContainsNone(["3des-cbc", "aes128-cbc"])),
                b => b.Fact("sshd_config/Ciphers", "aes256-ctr,3des-cbc,aes128-ctr")
            )
        );

        Assert.Equal("Ciphers has 3des-cbc, which it may not have", answer.Summary);
    }

    [Fact]
    public void A_pattern_is_judged_fact_by_fact()
    {
        var answers = Judge(
            Expect("mode/**", new ModeWithin([AllowedMode.Parse("0600 root:root")!])),
            b =>
            {
                b.Complete("mode");
                b.Fact("mode/etc/a", "-rw------- root:root");
                b.Fact("mode/etc/b", "-rw-r--r-- root:root");
            }
        );

        Assert.Equal(
            [("/etc/a", Outcome.Pass), ("/etc/b", Outcome.Fail)],
            answers.Select(answer => (answer.Subject, answer.Outcome))
        );
        Assert.Equal(["mode/etc/a", "mode/etc/b"], answers.Select(answer => answer.Key));
    }

    [Fact]
    public void What_a_pattern_may_have_missed_is_unknown_beside_what_it_found()
    {
        var answers = Judge(
            Expect("mode/**", new Present()),
            b =>
            {
                b.Complete("mode");
                b.Fact("mode/etc/a", "x");
                b.Cover("mode/home", CoverageState.Unreadable, "denied");
            }
        );

        Assert.Equal([Outcome.Pass, Outcome.Unknown], answers.Select(answer => answer.Outcome));
        Assert.Equal("/** is not known: denied", answers[1].Summary);
    }

    [Fact]
    public void A_fact_that_a_pattern_found_but_cannot_see_now_is_told_once()
    {
        var before = Seen(b =>
        {
            b.Complete("mode");
            b.Fact("mode/a", "x");
        });
        var now = Seen(b =>
        {
            b.Complete("mode");
            b.Cover("mode/a", CoverageState.Unreadable, "denied");
        });

        var answer = Assert.Single(
            ExpectationJudge.Judge(
                Expect("mode/**", new Present()),
                CheckFacts.None.After(before).After(now),
                filesKnown: true
            )
        );

        Assert.Equal((Outcome.Unknown, "mode/a"), (answer.Outcome, answer.Key));
    }

    [Theory]
    [InlineData("/etc/ssh/sshd_config:9", true, Outcome.Pass)]
    [InlineData("/etc/ssh/sshd_config:9", false, Outcome.Pass)]
    [InlineData(null, true, Outcome.Fail)]
    [InlineData(null, false, Outcome.Unknown)]
    public void A_right_value_may_have_to_stand_in_a_file(
        string? source,
        bool filesKnown,
        Outcome outcome
    )
    {
        var facts = CheckFacts.None.After(
            Seen(b =>
            {
                b.Complete("sshd_config");
                b.Fact(Tries, "4", source);
            })
        );

        var answer = Assert.Single(
            ExpectationJudge.Judge(Within4 with { InFile = true }, facts, filesKnown)
        );

        Assert.Equal(outcome, answer.Outcome);
    }

    private static FactExpectation Within4 => Expect(Tries, new Within(null, "4"));

    private static FactExpectation Expect(string key, Condition holds) =>
        new()
        {
            Check = "c",
            Key = key,
            Holds = holds,
            Severity = Severity.Medium,
        };

    private static List<ExpectationAnswer> Judge(
        FactExpectation expected,
        Action<ObservationBuilder> fill
    ) =>
        [
            .. ExpectationJudge.Judge(
                expected,
                CheckFacts.None.After(
                    Seen(b =>
                    {
                        b.Complete("sshd_config");
                        fill(b);
                    })
                ),
                filesKnown: true
            ),
        ];

    private static Observation Seen(Action<ObservationBuilder> fill)
    {
        var seen = new ObservationBuilder();
        fill(seen);
        return seen.Build("c", 1, default);
    }
}
