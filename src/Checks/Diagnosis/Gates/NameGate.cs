using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Does the name resolve on the client?</summary>
public sealed class NameGate : Gate
{
    public override GateId Id => GateId.Name;

    public override string Title => "name";

    public override string Needs => "the client's resolver";

    public override Milestone ProvedBy => Milestone.Resolved;

    public override GateVerdict Ask(DiagnosisCase asked) =>
        asked.Client.Seen(SshDebugKind.ResolveFailed) is { } line ? GateVerdict.Closed(line)
        : asked.Client.Addresses.IsAbsent
            ? GateVerdict.Closed(
                EvidenceLine.Client(asked.Client.Addresses.Reason, asked.Client.Addresses.Source)
            )
        : GateVerdict.Unknown(asked.Client.Addresses.Reason);
}
