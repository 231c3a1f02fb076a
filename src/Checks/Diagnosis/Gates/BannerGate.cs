using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Does the server name itself, or close before?</summary>
public sealed class BannerGate : Gate
{
    public override GateId Id => GateId.Banner;

    public override string Title => "banner";

    public override string Needs => "a connection";

    public override Milestone ProvedBy => Milestone.Identified;

    public override GateVerdict Ask(DiagnosisCase asked)
    {
        var client = asked.Client;
        var failed =
            client.Transcript.First(SshDebugKind.BadBanner)
            ?? client.Transcript.First(SshDebugKind.BannerFailed);
        if (failed is not null)
        {
            return GateVerdict.Closed(ClientEvidence.Line(failed));
        }

        if (asked.Server.Against("firewall.hosts_deny/ssh_allowed") is { } denied)
        {
            return GateVerdict.Closed(EvidenceLine.Server(denied.Summary, denied.Source));
        }

        return client.Best is { IsConnected: true, Probe.Value: { Identification: null } probe }
            ? GateVerdict.Closed(EvidenceLine.Client(probe.Reason, "after the connect"))
            : GateVerdict.Unknown("the connection does not get that far");
    }
}
