using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Does the client trust the host's key?</summary>
public sealed class HostKeyGate : Gate
{
    public override GateId Id => GateId.HostKey;

    public override string Title => "host key";

    public override string Needs => "the client's known_hosts";

    public override Milestone ProvedBy => Milestone.HostTrusted;

    private static readonly SshDebugKind[] Refusals =
    [
        SshDebugKind.HostKeyRevoked,
        SshDebugKind.HostKeyChanged,
        SshDebugKind.HostKeyNotKnown,
        SshDebugKind.HostKeyFailed,
    ];

    public override GateVerdict Ask(DiagnosisCase asked)
    {
        ImmutableArray<EvidenceLine> refusals =
        [
            .. Refusals.Select(asked.Client.Seen).OfType<EvidenceLine>(),
        ];
        return refusals.IsEmpty
            ? GateVerdict.Unknown("no attempt got as far as the host's key")
            : GateVerdict.Closed(refusals);
    }
}
