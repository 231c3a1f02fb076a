using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Judging.Expectations;

namespace Fleet.Checks.Catalog.Expectations;

/// <summary>An expectation that judges like every other rule: a finding for each fact that it speaks of.</summary>
/// <param name="id">The rule's id; where it is judged with a check's own rules it begins with that check's id and a slash.</param>
/// <param name="expected">What is expected.</param>
public sealed class ExpectedFactRule(string id, FactExpectation expected) : Rule
{
    public FactExpectation Expected { get; } = expected;

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = id,
            Title = expected.Title.Length > 0 ? expected.Title : expected.ToString(),
            Severity = expected.Severity,
            Rationale = $"A policy expects it: {expected}.",
            Reads = [expected.Key],
            Decides = expected.Holds is Present ? [] : [expected.Key],
            References = expected.References,
        };

    public override IEnumerable<Finding> Judge(JudgeInput input) =>
        ExpectationJudge
            .Judge(Expected, input[Expected.Check], FilesAreKnown(input))
            .Select(answer =>
                Finding(answer.Outcome, answer.Subject, answer.Summary) with
                {
                    Keys = [answer.Key],
                    Source = answer.Reading.Source ?? "",
                    Remedy = answer.Outcome == Outcome.Fail ? Remedy(answer, input) : [],
                }
            );

    private ImmutableArray<string> Remedy(ExpectationAnswer answer, JudgeInput input) =>
        Expected.Remedy.IsEmpty ? ExpectationRemedy.Of(Expected, answer, input) : Expected.Remedy;

    // sshd -T tells values only; which line sets one is known from the files.
    private static bool FilesAreKnown(JudgeInput input) =>
        input.Documents.Keys.Any(name => name.EndsWith("/sshd_config", StringComparison.Ordinal));
}
