using System.Text.Json.Serialization;

namespace Fleet.Controller.Cli.Json;

/// <summary>Everything that <c>--json</c> prints: camel case, ISO 8601 times in UTC, one document a line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HostsJson))]
[JsonSerializable(typeof(HostJson))]
[JsonSerializable(typeof(FactsJson))]
[JsonSerializable(typeof(AccessJson))]
[JsonSerializable(typeof(KnownHostsJson))]
[JsonSerializable(typeof(KnownHostsCheckJson))]
[JsonSerializable(typeof(RegressionsJson))]
[JsonSerializable(typeof(ExplainedRegressionJson))]
[JsonSerializable(typeof(ChangedRegressionsJson))]
[JsonSerializable(typeof(RegressionStoryJson))]
[JsonSerializable(typeof(SilencesJson))]
[JsonSerializable(typeof(HistoryJson))]
[JsonSerializable(typeof(CheckRunJson))]
[JsonSerializable(typeof(ReachJson))]
[JsonSerializable(typeof(CanJson))]
[JsonSerializable(typeof(PreflightJson))]
[JsonSerializable(typeof(StatusJson))]
[JsonSerializable(typeof(TokensJson))]
[JsonSerializable(typeof(NewTokenJson))]
[JsonSerializable(typeof(RevokedTokenJson))]
[JsonSerializable(typeof(RevokedAgentJson))]
[JsonSerializable(typeof(DiagnosisJson))]
[JsonSerializable(typeof(ExplanationJson))]
[JsonSerializable(typeof(DiagnosesJson))]
[JsonSerializable(typeof(StoredDiagnosisJson))]
[JsonSerializable(typeof(MatrixJson))]
[JsonSerializable(typeof(ApiTokensJson))]
[JsonSerializable(typeof(NewApiTokenJson))]
[JsonSerializable(typeof(RevokedApiTokenJson))]
[JsonSerializable(typeof(PoliciesJson))]
[JsonSerializable(typeof(ExportedPolicyJson))]
[JsonSerializable(typeof(CheckedPolicyJson))]
[JsonSerializable(typeof(AppliedPolicyJson))]
[JsonSerializable(typeof(ExplainedRuleJson))]
[JsonSerializable(typeof(PolicyDifferenceJson))]
[JsonSerializable(typeof(TestedReceiversJson))]
[JsonSerializable(typeof(NoticesJson))]
[JsonSerializable(typeof(RetriedNoticeJson))]
[JsonSerializable(typeof(UpEventJson))]
[JsonSerializable(typeof(UpSummaryJson))]
public sealed partial class FleetJson : JsonSerializerContext
{
    /// <summary>Grows only when a reader of the earlier form would be misled; new fields do not count.</summary>
    public const int SchemaVersion = 1;
}
