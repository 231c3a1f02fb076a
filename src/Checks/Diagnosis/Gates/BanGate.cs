using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Has a tool that bans the client's address?</summary>
public sealed class BanGate : Gate
{
    public override GateId Id => GateId.Ban;

    public override string Title => "ban";

    public override string Needs => "the lists of tools that ban";

    public override Milestone ProvedBy => Milestone.Connected;

    public override GateVerdict Ask(DiagnosisCase asked) =>
        asked.Server.Ban switch
        {
            { Value: { } ban } => GateVerdict.Closed(
                EvidenceLine.Server($"banned by {ban.By}", ban.Where)
            ),
            { IsAbsent: true } free => GateVerdict.Open(
                EvidenceLine.Server(free.Reason, free.Source)
            ),
            var unknown => GateVerdict.Unknown(unknown.Reason),
        };
}
