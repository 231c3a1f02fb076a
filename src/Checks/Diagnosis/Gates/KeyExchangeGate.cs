using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Have both sides algorithms in common, and do large packets arrive?</summary>
public sealed class KeyExchangeGate : Gate
{
    public override GateId Id => GateId.KeyExchange;

    public override string Title => "key exchange";

    public override string Needs => "both sides' proposals";

    public override Milestone ProvedBy => Milestone.Agreed;

    public override GateVerdict Ask(DiagnosisCase asked)
    {
        if (asked.Client.Seen(SshDebugKind.NegotiationFailed) is { } line)
        {
            return GateVerdict.Closed(line);
        }

        if (asked.Client.Agreement is { Missing: { } missing })
        {
            return GateVerdict.Closed(
                EvidenceLine.Client($"the two sides have no {missing} in common", "KEXINIT of both")
            );
        }

        return Stalled(asked) is { } stalled
            ? GateVerdict.Closed(stalled)
            : GateVerdict.Unknown(
                asked.Client.Best?.Probe.Value is { Identification: not null, Offer: null }
                    ? "the look ended when the server had named itself"
                    : "the connection does not get that far"
            );
    }

    // The proposals are the first packets that fill a frame.
    private static EvidenceLine? Stalled(DiagnosisCase asked) =>
        asked.Client.Seen(SshDebugKind.KexInitSent) is not null
            ? asked.Client.Seen(SshDebugKind.TimedOut)
                ?? asked.Client.Seen(SshDebugKind.Closed)
                ?? asked.Client.Seen(SshDebugKind.Reset)
                ?? (
                    asked.Client.Transcript.Has(SshDebugKind.ServerHostKey)
                        ? null
                        : asked.Client.Seen(SshDebugKind.KexReplyAwaited)
                )
            : null;
}
