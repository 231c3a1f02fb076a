using System.Collections.Immutable;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Sweeps.Verdicts;

namespace Fleet.Controller.Tests.Sweeps.Verdicts;

public sealed class HostVerdictsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whatever_is_judged_each_control_and_subject_has_exactly_one_result()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            ImmutableArray<ControlResult> judged =
            [
                .. Enumerable.Range(0, random.Next(12)).Select(_ => Any(random)),
            ];
            ImmutableArray<Waiver> waivers =
            [
                .. Enumerable.Range(0, random.Next(3)).Select(_ => AnyWaiver(random)),
            ];

            var results = Verdicts(waivers, [.. judged]);

            var places = results.Select(result => (result.Control, result.Subject)).ToList();
            Assert.Equal(places.Distinct(), places);
            Assert.Equal(
                SampleProfile.Controls.Select(control => control.Id),
                results.Select(result => result.Control).Distinct()
            );
            foreach (var part in judged)
            {
                var whole = results.Single(result =>
                    result.Control == part.ControlId && result.Subject == part.Subject
                );
                // What fails is never lost behind another part; without a waiver it is what counts.
                Assert.False(
                    part.Outcome == Outcome.Fail
                        && whole.Standing
                            is Standing.Pass
                                or Standing.NotApplicable
                                or Standing.Manual,
                    $"seed {seed}"
                );
                Assert.True(
                    part.Outcome != Outcome.Fail
                        || !waivers.IsEmpty
                        || whole.Standing == Standing.Fail,
                    $"seed {seed}"
                );
                Assert.Equal(whole.Standing == Standing.Waived, whole.WaivedUntil is not null);
            }
        }
    }

    [Fact]
    public void A_control_that_nothing_judged_is_unknown()
    {
        var results = Verdicts([], SampleProfile.Result("1.1", Outcome.Pass));

        Assert.Equal(
            [("1.1", Standing.Pass), ("1.2", Standing.Unknown), ("1.3", Standing.Manual)],
            results.Select(result => (result.Control, result.Standing))
        );
    }

    [Fact]
    public void Of_several_rules_on_one_subject_the_worst_speaks()
    {
        var result = Verdicts(
            [],
            SampleProfile.Result("1.1", Outcome.Pass, rule: "a"),
            SampleProfile.Result("1.1", Outcome.Fail, rule: "b"),
            SampleProfile.Result("1.1", Outcome.Unknown, rule: "c")
        )[0];

        Assert.Equal(Outcome.Fail, result.Outcome);
        Assert.Equal("b says Fail", result.Summary);
        Assert.Equal(["repair 1.1"], result.Remedy);
    }

    [Theory]
    [InlineData("t.state/decide", "", true)]
    [InlineData("sample/1.1", "", true)]
    [InlineData("sshd_config/*", "", true)]
    [InlineData("t.state/decide", "alice", false)]
    [InlineData("t.state/other", "", false)]
    [InlineData("sample/1.2", "", false)]
    [InlineData("listen/**", "", false)]
    public void A_waiver_holds_for_its_rule_its_control_or_its_facts(
        string rule,
        string subject,
        bool holds
    )
    {
        var result = Verdicts(
            [WaiverOf(rule, subject, Now.AddDays(1))],
            SampleProfile.Result("1.1", Outcome.Fail, keys: "sshd_config/PermitRootLogin")
        )[0];

        Assert.Equal(holds ? Standing.Waived : Standing.Fail, result.Standing);
        Assert.Equal(Outcome.Fail, result.Outcome);
        Assert.Equal(holds ? "agreed" : "", result.WaivedReason);
    }

    [Fact]
    public void A_waiver_does_not_hold_at_the_moment_of_its_end()
    {
        var fails = SampleProfile.Result("1.1", Outcome.Fail);

        Assert.Equal(
            Standing.Fail,
            Verdicts([WaiverOf("t.state/decide", "", Now)], fails)[0].Standing
        );
        Assert.Equal(
            Standing.Waived,
            Verdicts([WaiverOf("t.state/decide", "", Now.AddTicks(1))], fails)[0].Standing
        );
    }

    [Fact]
    public void What_is_unknown_cannot_be_waived()
    {
        var unknown = SampleProfile.Result("1.1", Outcome.Unknown);

        Assert.Equal(
            Standing.Unknown,
            Verdicts([WaiverOf("t.state/decide", "", Now.AddDays(1))], unknown)[0].Standing
        );
    }

    [Fact]
    public void Evidence_is_what_the_facts_were_with_their_sources_and_cut_where_it_is_long()
    {
        var facts = CheckFacts.Restore(
            [
                new(new("sshd_config/PermitRootLogin", "yes", "/etc/ssh/sshd_config:33"), false),
                new(new("motd", new string('x', 5000), null), false),
            ],
            [new("", CoverageState.Complete, null)],
            RunStatus.Ran,
            "",
            1
        );
        var input = Nothing with { Checks = Nothing.Checks.Add("t.state", facts) };
        var profile = SampleProfile.Of(_ =>
            [
                SampleProfile.Result(
                    "1.1",
                    Outcome.Fail,
                    "",
                    "r",
                    "sshd_config/PermitRootLogin",
                    "gone",
                    "motd"
                ),
            ]
        );

        var evidence = HostVerdicts.Of("web-12", profile, input, [])[0].Evidence;

        Assert.Equal(
            new("sshd_config/PermitRootLogin", "yes", "/etc/ssh/sshd_config:33"),
            evidence[0]
        );
        Assert.Equal(new("gone", "", ""), evidence[1]);
        Assert.Equal(Evidence.MostValue + 1, evidence[2].Value.Length);
    }

    private static JudgeInput Nothing { get; } =
        new()
        {
            Checks = ImmutableDictionary<string, CheckFacts>.Empty,
            Policy = Policy.BuiltIn,
            AsOf = Now,
        };

    private static ImmutableArray<SweptResult> Verdicts(
        ImmutableArray<Waiver> waivers,
        params ImmutableArray<ControlResult> judged
    ) => HostVerdicts.Of("web-12", SampleProfile.Of(_ => judged), Nothing, waivers);

    private static Waiver WaiverOf(string rule, string subject, DateTimeOffset until) =>
        new(HostSelector.Fleet, rule, subject, "agreed", "alice", until, PolicyPlace.BuiltIn);

    private static ControlResult Any(Random random) =>
        SampleProfile.Result(
            $"1.{random.Next(1, 4)}",
            (Outcome)random.Next(1, 6),
            random.Next(3) switch
            {
                0 => "",
                1 => "alice",
                _ => "bob",
            },
            $"rule-{random.Next(3)}"
        );

    private static Waiver AnyWaiver(Random random) =>
        WaiverOf(
            $"rule-{random.Next(3)}",
            random.Next(2) == 0 ? "" : "alice",
            Now.AddHours(random.Next(-1, 2))
        );
}
