using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Do SELinux and AppArmor stay out of the way?</summary>
public sealed class MacGate : Gate
{
    public override GateId Id => GateId.Mac;

    public override string Title => "SELinux/AppArmor";

    public override string Needs => "denials in the audit log";

    public override Milestone ProvedBy => Milestone.KeyKnown;

    public override GateVerdict Ask(DiagnosisCase asked) =>
        asked.Server.Mac switch
        {
            { Value: { } denial } known => GateVerdict.Closed(
                EvidenceLine.Server(denial, known.Source)
            ),
            { IsAbsent: true } none => GateVerdict.Open(
                EvidenceLine.Server(none.Reason, none.Source)
            ),
            var unknown => GateVerdict.Unknown(unknown.Reason),
        };
}
