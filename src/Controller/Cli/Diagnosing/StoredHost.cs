using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using V1 = Fleet.V1;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>A host as the controller stores it, in the shape that judges and diagnoses read.</summary>
/// <param name="Name">Its name in the fleet.</param>
/// <param name="Link">Whether its agent is connected.</param>
/// <param name="Input">Its facts, documents and samples.</param>
/// <param name="Lines">The latest lines of its log, oldest first.</param>
/// <param name="At">When the newest of it was seen.</param>
/// <param name="Regressions">Those not resolved.</param>
internal sealed record StoredHost(
    string Name,
    V1.LinkState Link,
    JudgeInput Input,
    ImmutableArray<EventLine> Lines,
    DateTimeOffset At,
    ImmutableArray<V1.Regression> Regressions
)
{
    public bool IsOnline =>
        Link is V1.LinkState.Online or V1.LinkState.CatchingUp or V1.LinkState.Late;

    public static StoredHost From(V1.HostEvidence evidence, DateTimeOffset asOf) =>
        new(
            evidence.Host.Name,
            evidence.Host.Link,
            new JudgeInput
            {
                Policy = Policy.BuiltIn,
                AsOf = asOf,
                Checks = evidence.Checks.ToImmutableDictionary(
                    check => check.Check,
                    Facts,
                    StringComparer.Ordinal
                ),
                Documents = evidence.Documents.ToImmutableDictionary(
                    document => document.Name,
                    document => new Document(document.Name, document.Body, document.Truncated),
                    StringComparer.Ordinal
                ),
                Samples = evidence.Samples.ToImmutableDictionary(
                    sample => sample.Key,
                    sample => sample.Value,
                    StringComparer.Ordinal
                ),
            },
            [
                .. evidence.Lines.Select(line => new EventLine(
                    line.At.ToDateTimeOffset(),
                    line.Kind,
                    line.User,
                    line.Source,
                    line.Text
                )),
            ],
            evidence.At.ToDateTimeOffset(),
            [.. evidence.Regressions]
        );

    private static CheckFacts Facts(V1.CheckEvidence check) =>
        CheckFacts.Restore(
            check.Facts.Select(held => new HeldFact(
                new Fact(
                    held.Fact.Key,
                    held.Fact.Value,
                    held.Fact.Source.Length > 0 ? held.Fact.Source : null
                ),
                held.Stale
            )),
            check.Coverage.Select(coverage => new Coverage(
                coverage.Prefix,
                (CoverageState)(int)coverage.State,
                coverage.Reason.Length > 0 ? coverage.Reason : null
            )),
            (RunStatus)(int)check.Status,
            check.Reason,
            check.Version
        );
}
