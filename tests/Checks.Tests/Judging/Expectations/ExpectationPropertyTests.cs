using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Judging.Expectations;
using FsCheck;
using FsCheck.Fluent;
using Outcome = Fleet.Checks.Judging.Outcome;

namespace Fleet.Checks.Tests.Judging.Expectations;

/// <summary>What holds for every expectation and every fact.</summary>
public sealed class ExpectationPropertyTests
{
    private static readonly string[] Names = ["a", "b", "c", "aes128-ctr", "3des-cbc"];

    private static readonly Gen<ImmutableArray<string>> Lists = Gen.SubListOf(Names)
        .Select(some => some.ToImmutableArray());

    private static readonly Gen<Condition> Conditions = Gen.OneOf(
        Lists.Where(list => list.Length > 0).Select(Condition (list) => new OneOf(list)),
        Lists.Select(Condition (list) => new MatchesOnly(list)),
        Lists.Select(Condition (list) => new Contains(list)),
        Lists.Select(Condition (list) => new ContainsNone(list)),
        Gen.Choose(0, 9).Select(Condition (most) => new Within(null, Text(most))),
        Gen.Choose(0, 9).Select(Condition (least) => new Within(Text(least), null)),
        Gen.Elements<Condition>(
            new Absent(),
            new Present(),
            new ModeWithin([AllowedMode.Parse("0640 root:root")!])
        )
    );

    private static readonly Gen<string> Values = Gen.OneOf(
        Lists.Select(list => string.Join(',', list)),
        Gen.Choose(0, 12).Select(Text),
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null)
    );

    private static readonly Gen<(Condition Holds, AbsentMeans Means, string Value)> Cases =
        from holds in Conditions
        from means in Gen.Elements(AbsentMeans.Pass, AbsentMeans.Fail, AbsentMeans.NotApplicable)
        from value in Values
        select (holds, means, value);

    [Fact]
    public void What_could_not_be_read_is_unknown_whatever_is_expected() =>
        ForAll(each =>
        {
            foreach (
                var state in (CoverageState[])[CoverageState.Unreadable, CoverageState.Truncated]
            )
            {
                var facts = Facts(b => b.Cover("list", state, "denied"));
                Assert.Equal(Outcome.Unknown, Only(each, facts).Outcome);
            }

            var stale = Facts(b => Fill(b, each.Value))
                .After(Seen(b => b.Cover("list", CoverageState.Unreadable, "denied")));
            Assert.Equal(Outcome.Unknown, Only(each, stale).Outcome);
        });

    [Fact]
    public void A_value_that_is_there_passes_or_fails_and_nothing_else() =>
        ForAll(each =>
        {
            var answer = Only(each, Facts(b => Fill(b, each.Value)));
            var accepted = each.Holds.Accepts(new FactText("list/it", each.Value));
            Assert.Equal(accepted ? Outcome.Pass : Outcome.Fail, answer.Outcome);
        });

    [Fact]
    public void Certain_absence_means_what_the_expectation_says() =>
        ForAll(each =>
        {
            var expected = each.Holds switch
            {
                Absent => Outcome.Pass,
                Present => Outcome.Fail,
                _ => each.Means switch
                {
                    AbsentMeans.Pass => Outcome.Pass,
                    AbsentMeans.Fail => Outcome.Fail,
                    _ => Outcome.NotApplicable,
                },
            };
            Assert.Equal(expected, Only(each, Facts(b => b.Complete("list"))).Outcome);
            Assert.Equal(
                expected,
                Only(each, Facts(b => b.Cover("list", CoverageState.Absent, "none"))).Outcome
            );
        });

    [Fact]
    public void A_value_proposed_in_the_place_of_a_wrong_one_is_accepted() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                each =>
                {
                    var value = new FactText("sshd_config/Ciphers", each.Value);
                    if (
                        !each.Holds.Accepts(value)
                        && each.Holds.Instead(value) is { Length: > 0 } other
                    )
                    {
                        Assert.True(
                            each.Holds.Accepts(value with { Value = other }),
                            $"{each.Holds}: {each.Value} → {other}"
                        );
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Both_bounds_together_are_each_bound_alone() =>
        Prop.ForAll(
                (
                    from least in Gen.Choose(0, 20)
                    from most in Gen.Choose(0, 20)
                    from value in Gen.Choose(0, 20)
                    select (Text(least), Text(most), Text(value))
                ).ToArbitrary(),
                each =>
                {
                    var (least, most, text) = each;
                    var value = new FactText("sshd_config/MaxAuthTries", text);
                    Assert.Equal(
                        new Within(least, null).Accepts(value)
                            && new Within(null, most).Accepts(value),
                        new Within(least, most).Accepts(value)
                    );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static void ForAll(Action<(Condition Holds, AbsentMeans Means, string Value)> check) =>
        Prop.ForAll(Cases.ToArbitrary(), check).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static ExpectationAnswer Only(
        (Condition Holds, AbsentMeans Means, string Value) each,
        CheckFacts facts
    ) =>
        Assert.Single(
            ExpectationJudge.Judge(
                new FactExpectation
                {
                    Check = "c",
                    Key = "list/it",
                    Holds = each.Holds,
                    WhenAbsent = each.Means,
                    Severity = Severity.Low,
                },
                facts,
                filesKnown: true
            )
        );

    private static void Fill(ObservationBuilder seen, string value)
    {
        seen.Complete("list");
        seen.Fact("list/it", value);
    }

    private static CheckFacts Facts(Action<ObservationBuilder> fill) =>
        CheckFacts.None.After(Seen(fill));

    private static Observation Seen(Action<ObservationBuilder> fill)
    {
        var seen = new ObservationBuilder();
        fill(seen);
        return seen.Build("c", 1, default);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
