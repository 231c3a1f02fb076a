using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Does the client's own machine let the packets out?</summary>
public sealed class SourceFirewallGate : Gate
{
    public override GateId Id => GateId.SourceFirewall;

    public override string Title => "source firewall";

    public override string Needs => "the client's own rulesets";

    public override Milestone ProvedBy => Milestone.Connected;

    public override GateVerdict Ask(DiagnosisCase asked) =>
        asked.Client.Best is { IsVersion6: false, Connect: ConnectOutcome.Prohibited } look
            ? GateVerdict.Closed(
                EvidenceLine.Client(look.Probe.Value!.Reason, $"connect to {look.Address}")
            )
            : GateVerdict.Unknown($"{asked.Question.Vantage}'s own rulesets were not read");
}
