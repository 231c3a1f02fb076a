using Fleet.Checks.Diagnosis;
using Fleet.Controller.Cli.Diagnosing;
using Fleet.Controller.Cli.Showing;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet diagnose --json</c> prints. Text from hosts is raw here: JSON escapes it.</summary>
public sealed record DiagnosisJson(
    int SchemaVersion,
    string Host,
    string? Address,
    int Port,
    string User,
    string Vantage,
    string? Source,
    string Outcome,
    string? ClosedGate,
    IReadOnlyList<GateJson> Gates,
    IReadOnlyList<CauseJson> Causes,
    IReadOnlyList<string> Next,
    IReadOnlyList<NotLookedAtJson> NotLookedAt,
    ServerEvidenceJson Server,
    double Seconds,
    string VantageDoubt = "",
    string? Id = null
)
{
    internal static DiagnosisJson From(Diagnosed diagnosed)
    {
        var answer = diagnosed.Answer;
        var asked = answer.Question;
        return new(
            FleetJson.SchemaVersion,
            asked.Host,
            asked.Address?.ToString(),
            asked.Port,
            asked.User,
            asked.Vantage,
            asked.Source?.ToString(),
            Words.Json(answer.Outcome),
            answer.Leading is { } leading ? Words.Json(leading.Id) : null,
            [.. answer.Gates.Select(GateJson.From)],
            [.. answer.Causes.Select(CauseJson.From)],
            [.. answer.Next.Select(gate => Words.Json(gate.Id))],
            [.. answer.NotLookedAt.Select(one => new NotLookedAtJson(one.What, one.Why))],
            new(diagnosed.Stored?.Name, diagnosed.Stored?.At, diagnosed.Doubt),
            Math.Round(diagnosed.Took.TotalSeconds, 3),
            diagnosed.VantageDoubt,
            diagnosed.Id == 0 ? null : DiagnosisId.Text(diagnosed.Id)
        );
    }
}

/// <summary>A gate and its verdict.</summary>
public sealed record GateJson(
    string Gate,
    string State,
    IReadOnlyList<EvidenceJson> Evidence,
    string Reason
)
{
    internal static GateJson From(PassedGate gate) =>
        new(
            Words.Json(gate.Id),
            Words.Json(gate.Verdict.State),
            [.. gate.Verdict.Evidence.Select(EvidenceJson.From)],
            gate.Verdict.Reason
        );
}

/// <summary>A line of proof.</summary>
public sealed record EvidenceJson(string Side, string Text, string Source)
{
    internal static EvidenceJson From(EvidenceLine line) =>
        new(Words.Json(line.Side), line.Text, line.Source);
}

/// <summary>A cause, in its rank.</summary>
public sealed record CauseJson(
    string Id,
    string Gate,
    string Title,
    string Confidence,
    string Summary,
    IReadOnlyList<EvidenceJson> Evidence,
    IReadOnlyList<FixJson> Fixes,
    string Disproof
)
{
    internal static CauseJson From(RankedCause cause) =>
        new(
            cause.Cause.Id,
            Words.Json(cause.Cause.Gate),
            cause.Cause.Title,
            Words.Json(cause.Found.Confidence),
            cause.Found.Summary,
            [.. cause.Found.Evidence.Select(EvidenceJson.From)],
            [.. cause.Found.Fixes.Select(fix => new FixJson(Words.Json(fix.Place), fix.Command))],
            cause.Found.Disproof
        );
}

/// <summary>A command and where it is run: <c>client</c> or <c>host</c>.</summary>
public sealed record FixJson(string Place, string Command);

/// <summary>A gate that nobody looked at.</summary>
public sealed record NotLookedAtJson(string What, string Why);

/// <summary>Where the host's own evidence came from.</summary>
public sealed record ServerEvidenceJson(string? Host, DateTimeOffset? At, string Doubt);
