using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet policy list --json</c> prints.</summary>
public sealed record PoliciesJson(int SchemaVersion, IReadOnlyList<PolicyJson> Policies);

/// <summary>What <c>fleet policy export --json</c> prints.</summary>
public sealed record ExportedPolicyJson(int SchemaVersion, PolicyJson Policy, string Text);

/// <summary>What <c>fleet policy validate --json</c> prints, and <c>diff</c> and <c>apply</c> where a policy is not understood.</summary>
public sealed record CheckedPolicyJson(
    int SchemaVersion,
    bool Valid,
    IReadOnlyList<PolicyRemarkJson> Errors,
    IReadOnlyList<PolicyRemarkJson> Warnings
)
{
    public static CheckedPolicyJson From(
        IEnumerable<PolicyRemark> errors,
        IEnumerable<PolicyRemark> warnings
    )
    {
        PolicyRemarkJson[] wrong = [.. errors.Select(PolicyRemarkJson.From)];
        return new(
            FleetJson.SchemaVersion,
            wrong.Length == 0,
            wrong,
            [.. warnings.Select(PolicyRemarkJson.From)]
        );
    }
}

/// <summary>What <c>fleet policy apply --json</c> prints.</summary>
public sealed record AppliedPolicyJson(
    int SchemaVersion,
    PolicyJson Policy,
    bool Unchanged,
    int Hosts,
    IReadOnlyList<string> NotJudged,
    long Milliseconds
);

/// <summary>A policy that was applied; version 0: the built-in one.</summary>
public sealed record PolicyJson(
    long Version,
    DateTimeOffset? AppliedAt,
    string By,
    string Reason,
    string File
)
{
    public static PolicyJson From(StoredPolicy policy) =>
        new(
            policy.Version,
            policy.AppliedAt?.ToDateTimeOffset(),
            policy.By,
            policy.Reason,
            policy.File
        );
}

/// <summary>An error in a policy, or a warning.</summary>
public sealed record PolicyRemarkJson(string File, int Line, int Column, string Message)
{
    public static PolicyRemarkJson From(PolicyRemark remark) =>
        new(remark.File, remark.Line, remark.Column, remark.Message);
}
