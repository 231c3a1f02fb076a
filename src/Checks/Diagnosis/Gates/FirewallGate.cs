using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Do the host's rulesets let the packets in?</summary>
public sealed class FirewallGate : Gate
{
    public override GateId Id => GateId.Firewall;

    public override string Title => "firewall";

    public override string Needs => "the host's rulesets";

    public override Milestone ProvedBy => Milestone.Connected;

    // Who is sent elsewhere connects too.
    public override EvidenceLine? ProofIn(DiagnosisCase asked) =>
        asked.Client.Proof(
            asked.Server.Packet.Value is { Fate: PacketFate.Divert }
                ? Milestone.Identified
                : ProvedBy
        );

    public override GateVerdict Ask(DiagnosisCase asked)
    {
        if (
            asked.Server.Packet is { Value: { } packet } known
            && (packet.IsShut || asked.Server.IsFresh)
        )
        {
            return packet.IsShut && !asked.Server.Ban.IsPresent
                ? GateVerdict.Closed([
                    EvidenceLine.Server(
                        $"{packet.Fate.ToString().ToLowerInvariant()}: {packet.Decider}",
                        known.Source
                    ),
                    .. Connecting.Failure(asked),
                ])
                : GateVerdict.Open(
                    EvidenceLine.Server(
                        packet.Decider.Length == 0
                            ? $"no rule stands in the way of port {asked.Question.Port}"
                            : $"{packet.Fate.ToString().ToLowerInvariant()}: {packet.Decider}",
                        known.Source
                    )
                );
        }

        return
            Connecting.Outcome(asked)
                is ConnectOutcome.TimedOut
                    or ConnectOutcome.Unreachable
                    or ConnectOutcome.Prohibited
            ? GateVerdict.Closed(Connecting.Failure(asked))
            : GateVerdict.Unknown(asked.Server.Packet.Reason);
    }
}
