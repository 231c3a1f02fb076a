using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Is what the name resolves to this host? The host proves it by its key.</summary>
public sealed class AddressGate : Gate
{
    public override GateId Id => GateId.Address;

    public override string Title => "address";

    public override string Needs => "the host's key, seen at the address and known of the host";

    public override Milestone ProvedBy => Milestone.HostTrusted;

    public override GateVerdict Ask(DiagnosisCase asked) =>
        HostKeySeen.Of(asked) is { IsHosts: true } seen
            ? GateVerdict.Open(
                EvidenceLine.Server(
                    $"{seen.Fingerprint} is one of the host's keys",
                    asked.Server.HostKeys.Source
                )
            )
        : OwnAddresses.WithoutDialled(asked) is { IsEmpty: false } own
            ? GateVerdict.Closed(
                EvidenceLine.Server($"the host has {string.Join(' ', own)}", "host.reach")
            )
        : GateVerdict.Unknown("nobody has compared the key at this address with the host's own");
}
