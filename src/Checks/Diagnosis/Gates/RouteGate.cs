using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Has the client a way to the address?</summary>
public sealed class RouteGate : Gate
{
    public override GateId Id => GateId.Route;

    public override string Title => "route";

    public override string Needs => "the client's routing table";

    public override Milestone ProvedBy => Milestone.Routed;

    public override GateVerdict Ask(DiagnosisCase asked)
    {
        var failed = asked.Client.Transcript.First(SshDebugKind.ConnectFailed);
        if (failed?.Last.StartsWith("Network is unreachable", StringComparison.Ordinal) == true)
        {
            return GateVerdict.Closed(ClientEvidence.Line(failed));
        }

        var looks = asked.Client.Looks;
        return !looks.IsEmpty && looks.All(look => look.Route.IsAbsent)
                ? GateVerdict.Closed([
                    .. looks.Select(look =>
                        EvidenceLine.Client(look.Route.Reason, look.Route.Source)
                    ),
                ])
            : asked.Client.Transcript.Has(SshDebugKind.AddressFailed)
                ? GateVerdict.Open(asked.Client.Seen(SshDebugKind.AddressFailed)!)
            : GateVerdict.Unknown("nobody has looked for a way to the host");
    }
}
