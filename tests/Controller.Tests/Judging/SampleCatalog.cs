using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

/// <summary>Two small checks that show every way in which facts and rules can relate.</summary>
internal static class SampleCatalog
{
    public static readonly CheckCatalog Catalog = new(
        new SampleCheck(
            "t.state",
            [
                new KeyDeclaration("watched/**", KeyUse.Watched, "no rule decides it", "x"),
                new KeyDeclaration("decided/**", KeyUse.Watched, "a rule decides it", "good"),
                new KeyDeclaration("inventory/**", KeyUse.Inventory, "kept", "x"),
            ],
            [new DecidingRule()]
        ),
        new SampleCheck(
            "t.cause",
            [new KeyDeclaration("running", KeyUse.Watched, "the cause", "yes")],
            [new RunningRule()]
        ),
        new SampleCheck(
            "t.port",
            [
                new KeyDeclaration(
                    "listen/**",
                    KeyUse.Watched,
                    "a consequence",
                    "sshd",
                    CausedBy: "t.cause/running"
                ),
            ],
            [new ReachableRule()]
        )
    );

    public static readonly JudgingRules Rules = new(Catalog, Policy.BuiltIn);

    private sealed class SampleCheck(
        string id,
        ImmutableArray<KeyDeclaration> keys,
        ImmutableArray<Rule> rules
    ) : Check
    {
        public override CheckDeclaration Declaration { get; } =
            new()
            {
                Id = id,
                Version = 1,
                Title = id,
                Description = id,
                Interval = TimeSpan.FromMinutes(1),
                Keys = keys,
                Needs = [Capability.ReadWorldReadable],
            };

        public override ImmutableArray<Rule> Rules { get; } = rules;

        public override ValueTask CollectAsync(
            Collection context,
            ObservationBuilder seen,
            CancellationToken cancellationToken
        ) => throw new InvalidOperationException("the sample is never run");
    }

    /// <summary>Every decided key ought to be good.</summary>
    private sealed class DecidingRule : Rule
    {
        public override RuleDeclaration Declaration { get; } =
            Declare("t.state/decide", "decided/**") with
            {
                Decides = ["decided/**"],
                Parameters = ImmutableDictionary<string, string>.Empty.Add(
                    "allowed",
                    "good,better"
                ),
            };

        public override IEnumerable<Finding> Judge(JudgeInput input)
        {
            var allowed = input.Policy.Parameter(Declaration, "allowed").Split(',');
            foreach (var held in input["t.state"].Under("decided"))
            {
                var outcome = held switch
                {
                    { IsStale: true } => Outcome.Unknown,
                    _ when allowed.Contains(held.Fact.Value, StringComparer.Ordinal) =>
                        Outcome.Pass,
                    { Fact.Value: "poor" } => Outcome.Warn,
                    _ => Outcome.Fail,
                };
                yield return Finding(
                    outcome,
                    held.Fact.Key,
                    $"{held.Fact.Key} is {held.Fact.Value}"
                ) with
                {
                    Keys = [held.Fact.Key],
                };
            }
        }
    }

    private sealed class RunningRule : Rule
    {
        public override RuleDeclaration Declaration { get; } =
            Declare("t.cause/running", "running") with
            {
                Decides = ["running"],
            };

        public override IEnumerable<Finding> Judge(JudgeInput input)
        {
            var running = input["t.cause"].Read("running");
            var outcome =
                running.IsUnknown ? Outcome.Unknown
                : running.Is("yes") ? Outcome.Pass
                : Outcome.Fail;
            yield return Finding(outcome, "", $"running {running.Value}") with
            {
                Keys = ["running"],
            };
        }
    }

    private sealed class ReachableRule : Rule
    {
        public override RuleDeclaration Declaration { get; } =
            Declare("t.port/reachable", "listen/**") with
            {
                CausedBy = "t.cause/running",
            };

        public override IEnumerable<Finding> Judge(JudgeInput input)
        {
            var listening = input["t.port"]
                .Under("listen")
                .Where(held => !held.IsStale)
                .Select(held => held.Fact.Key)
                .ToImmutableArray();
            yield return Finding(
                listening.IsEmpty ? Outcome.Fail : Outcome.Pass,
                "",
                $"{listening.Length} listeners"
            ) with
            {
                Keys = listening,
            };
        }
    }

    private static RuleDeclaration Declare(string id, string reads) =>
        new()
        {
            Id = id,
            Title = id,
            Severity = Severity.High,
            Rationale = id,
            Reads = [reads],
        };
}
