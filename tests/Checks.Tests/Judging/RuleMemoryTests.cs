using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Tests.Judging;

public sealed class RuleMemoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly RuleMemory _memory = new();

    private static readonly JudgeInput Input = new()
    {
        Checks = ImmutableDictionary<string, CheckFacts>
            .Empty.Add("t.one", Seen("t.one", "a=1"))
            .Add("t.two", Seen("t.two", "b=1")),
        Policy = Policy.BuiltIn,
        AsOf = Noon,
    };

    [Fact]
    public void What_a_rule_did_not_look_at_may_change_without_its_being_asked_again()
    {
        var rule = new CountingRule(input => input["t.one"].Read("a").Value);
        _memory.Judge(rule, Input);

        _memory.Judge(
            rule,
            Input with
            {
                Checks = Input.Checks.SetItem("t.two", Seen("t.two", "b=2")),
                AsOf = Noon.AddHours(1),
                Samples = Input.Samples.Add("load", 1),
                Policy = new Policy(Policy.BuiltIn.Rules),
            }
        );

        Assert.Equal(1, rule.Asked);
    }

    [Fact]
    public void A_check_that_it_looked_at_and_that_saw_something_else_has_it_asked_again()
    {
        var rule = new CountingRule(input => input["t.one"].Read("a").Value);
        _memory.Judge(rule, Input);

        var again = _memory.Judge(
            rule,
            Input with
            {
                Checks = Input.Checks.SetItem("t.one", Seen("t.one", "a=2")),
            }
        );

        Assert.Equal((2, "2"), (rule.Asked, Assert.Single(again).Summary));
    }

    [Fact]
    public void A_check_that_it_looked_for_in_vain_has_it_asked_again_once_it_has_run()
    {
        var rule = new CountingRule(input => $"{input["t.three"].Status}");
        _memory.Judge(rule, Input);

        var again = _memory.Judge(
            rule,
            Input with
            {
                Checks = Input.Checks.Add("t.three", Seen("t.three", "c=1")),
            }
        );

        Assert.Equal("Ran", Assert.Single(again).Summary);
    }

    public static TheoryData<string> Parts() =>
        ["policy", "time", "documents", "samples", "events", "all checks"];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Whatever_else_it_looked_at_has_it_asked_again_once_it_is_another(string part)
    {
        var rule = new CountingRule(input => Look(input, part));
        _memory.Judge(rule, Input);
        _memory.Judge(rule, Input with { });
        Assert.Equal(1, rule.Asked);

        _memory.Judge(rule, Other(part));

        Assert.Equal(2, rule.Asked);
    }

    [Fact]
    public void What_is_looked_at_through_a_changed_copy_counts_too()
    {
        var rule = new CountingRule(input =>
            $"{(input with { Samples = input.Samples.Clear() }).AsOf}"
        );
        _memory.Judge(rule, Input);

        _memory.Judge(rule, Input with { AsOf = Noon.AddHours(1) });

        Assert.Equal(2, rule.Asked);
    }

    [Fact]
    public void What_is_looked_at_while_findings_are_being_made_counts_too()
    {
        var rule = new LazyRule();
        _memory.Judge(rule, Input);

        var again = _memory.Judge(rule, Input with { AsOf = Noon.AddHours(1) });

        Assert.Equal("13", again[^1].Summary);
    }

    [Fact]
    public void Another_rule_of_the_same_name_is_asked()
    {
        _memory.Judge(new CountingRule(_ => "one"), Input);

        Assert.Equal(
            "two",
            Assert.Single(_memory.Judge(new CountingRule(_ => "two"), Input)).Summary
        );
    }

    private static string Look(JudgeInput input, string part) =>
        part switch
        {
            "policy" => $"{input.Policy.Rules.Count}",
            "time" => $"{input.AsOf}",
            "documents" => $"{input.Documents.Count}",
            "samples" => $"{input.Samples.Count}",
            "events" => $"{input.Events.Length}",
            _ => $"{input.Checks.Count}",
        };

    private static JudgeInput Other(string part) =>
        part switch
        {
            "policy" => Input with { Policy = new Policy(Policy.BuiltIn.Rules) },
            "time" => Input with { AsOf = Noon.AddSeconds(1) },
            "documents" => Input with
            {
                Documents = Input.Documents.Add("d", new Document("d", "", false)),
            },
            "samples" => Input with { Samples = Input.Samples.Add("load", 1) },
            "events" => Input with { Events = [new EventBucket(Noon, [], 0, 0, 0)] },
            _ => Input with { Checks = Input.Checks.Remove("t.two") },
        };

    private static CheckFacts Seen(string check, string fact) =>
        CheckFacts.None.After(
            new Observation
            {
                Check = check,
                CheckVersion = 1,
                Status = RunStatus.Ran,
                Facts = [new Fact(fact.Split('=')[0], fact.Split('=')[1])],
                Coverage = [new Coverage("", CoverageState.Complete)],
            }
        );

    private static readonly RuleDeclaration Declared = new()
    {
        Id = "t.one/rule",
        Title = "a rule",
        Severity = Severity.Low,
        Rationale = "a test",
        Reads = [],
        References = [],
    };

    private static Finding Says(string what) =>
        new()
        {
            Rule = Declared.Id,
            Outcome = Outcome.Pass,
            Severity = Severity.Low,
            Summary = what,
        };

    private sealed class CountingRule(Func<JudgeInput, string> look) : Rule
    {
        public int Asked { get; private set; }

        public override RuleDeclaration Declaration => Declared;

        public override IEnumerable<Finding> Judge(JudgeInput input)
        {
            Asked++;
            return [Says(look(input))];
        }
    }

    private sealed class LazyRule : Rule
    {
        public override RuleDeclaration Declaration => Declared;

        public override IEnumerable<Finding> Judge(JudgeInput input)
        {
            yield return Says("first");
            yield return Says($"{input.AsOf.Hour}");
        }
    }
}
