using System.Collections.Immutable;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Policies;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Api.Policies;

/// <summary>Policies in the contract's words.</summary>
internal static class PolicyMessages
{
    /// <summary>What is said of the policy before the first.</summary>
    public static StoredPolicy BuiltIn { get; } =
        new() { Reason = "the built-in policy", Text = "version: 1\n" };

    public static StoredPolicy Of(PolicyRow row) =>
        new()
        {
            Version = row.Id,
            AppliedAt = row.AppliedAt.ToTimestamp(),
            By = row.By,
            Reason = row.Reason,
            File = row.File,
            Text = row.Text,
        };

    /// <summary>What a policy may tell a host by.</summary>
    public static HostIdentity Identity(HostSummary host) =>
        new(host.Name, host.Labels.ToImmutableSortedDictionary());

    public static IEnumerable<PolicyRemark> Of(IEnumerable<PolicyError> remarks) =>
        remarks.Select(remark => new PolicyRemark
        {
            File = remark.File,
            Line = remark.Line,
            Column = remark.Column,
            Message = remark.Message,
        });
}
