using Fleet.Checks.Diagnosis.Explain;
using Fleet.Controller.Cli.Explaining;
using Fleet.Controller.Cli.Showing;

namespace Fleet.Controller.Cli.Json;

/// <summary><c>fleet explain --json</c>.</summary>
public sealed record ExplanationJson(
    int SchemaVersion,
    string Outcome,
    bool Decided,
    long Lines,
    long PassedOver,
    int Attempts,
    string Host,
    string User,
    int Port,
    string? Source,
    IReadOnlyList<SignJson> Recognised,
    IReadOnlyList<ExplainedCauseJson> Causes,
    IReadOnlyList<ExcludedCauseJson> Excluded,
    ServerEvidenceJson Server
)
{
    internal static ExplanationJson From(Explained explained)
    {
        var answer = explained.Explanation;
        return new(
            FleetJson.SchemaVersion,
            Words.Json(answer.Outcome),
            answer.IsDecided,
            answer.Text.Lines,
            answer.Text.PassedOver,
            answer.Text.Attempts,
            answer.Question.Host,
            answer.Question.User,
            answer.Question.Port,
            answer.Question.Source?.ToString(),
            [.. answer.Text.Signs.Select(SignJson.From)],
            [.. answer.Causes.Select(ExplainedCauseJson.From)],
            [
                .. answer.Excluded.Select(one => new ExcludedCauseJson(
                    one.Cause.Id,
                    one.Cause.Title,
                    EvidenceJson.From(one.By)
                )),
            ],
            new(explained.Stored?.Name, explained.Stored?.At, explained.Doubt)
        );
    }
}

/// <summary>A line or output that is known.</summary>
public sealed record SignJson(
    string Place,
    string Kind,
    int Line,
    int Count,
    string Text,
    string Means,
    IReadOnlyDictionary<string, string> Names
)
{
    internal static SignJson From(Sign sign) =>
        new(
            Words.Json(sign.Place),
            sign.Kind,
            sign.Line,
            sign.Count,
            sign.Text,
            sign.Meaning.Says,
            sign.Names.Values
        );
}

/// <summary>A cause, in its rank.</summary>
public sealed record ExplainedCauseJson(
    string Id,
    string Gate,
    string Title,
    string Confidence,
    string Summary,
    bool Confirmed,
    IReadOnlyList<EvidenceJson> Evidence,
    FixJson? Tell,
    IReadOnlyList<FixJson> Fixes
)
{
    internal static ExplainedCauseJson From(ExplainedCause cause) =>
        new(
            cause.Cause.Id,
            Words.Json(cause.Cause.Gate),
            cause.Cause.Title,
            Words.Json(cause.Confidence),
            cause.Summary,
            cause.IsConfirmed,
            [.. cause.Evidence.Select(EvidenceJson.From)],
            cause.Tell is { } tell ? new FixJson(Words.Json(tell.Place), tell.Command) : null,
            [.. cause.Fixes.Select(fix => new FixJson(Words.Json(fix.Place), fix.Command))]
        );
}

/// <summary>A cause that something excludes.</summary>
public sealed record ExcludedCauseJson(string Id, string Title, EvidenceJson By);
