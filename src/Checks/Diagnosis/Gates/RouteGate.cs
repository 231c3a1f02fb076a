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

    public override Milestone ProvedBy => Milestone.Connected;

    public override GateVerdict Ask(DiagnosisCase asked)
    {
        var failed = asked.Client.Transcript.First(SshDebugKind.ConnectFailed);
        if (failed?.Last.StartsWith("Network is unreachable", StringComparison.Ordinal) == true)
        {
            return GateVerdict.Closed(ClientEvidence.Line(failed));
        }

        var looks = asked.Client.Looks;
        if (!looks.IsEmpty && looks.All(look => look.Route.IsAbsent))
        {
            return GateVerdict.Closed([
                .. looks.Select(look => EvidenceLine.Client(look.Route.Reason, look.Route.Source)),
            ]);
        }

        return Connecting.IsLostOnTheWay(asked) ? GateVerdict.Closed(Connecting.Failure(asked))
            : asked.Client.Proof(Milestone.Routed) is { } routed ? GateVerdict.Open(routed)
            : asked.Client.Seen(SshDebugKind.AddressFailed) is { } tried ? GateVerdict.Open(tried)
            : GateVerdict.Unknown("nobody has looked for a way to the host");
    }
}
