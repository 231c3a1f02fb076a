using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.KnownHosts;
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
        return refusals.IsEmpty ? Expected(asked) : GateVerdict.Closed(refusals);
    }

    // Without an attempt: the fleet knows the host's keys, and the client's files say which it takes.
    private static GateVerdict Expected(DiagnosisCase asked) =>
        HostKeyOutlook.Of(asked) switch
        {
            { Verdict: KnownHostVerdict.Ok, Line: { } line } => GateVerdict.Open(
                EvidenceLine.Client($"the host's {line.Key.Type.Name} key is known", line.Source)
            ),
            { Verdict: KnownHostVerdict.Changed or KnownHostVerdict.Revoked, Line: { } line } =>
                GateVerdict.Closed(
                    EvidenceLine.Client(
                        $"{line.Key.Fingerprint} is not to be taken for the host's",
                        line.Source
                    )
                ),
            { Verdict: KnownHostVerdict.New } answer => GateVerdict.Unknown(
                $"no known_hosts has a key of {answer.Name}: ssh asks"
            ),
            _ => GateVerdict.Unknown("no attempt got as far as the host's key"),
        };
}
