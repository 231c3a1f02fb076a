using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Client;

/// <summary>What proves how far a client came: the attempt's own lines, else the probe's. What came later proves what comes before it.</summary>
internal static class Progress
{
    public static EvidenceLine? Proof(ClientEvidence client, Milestone milestone)
    {
        if (milestone == Milestone.Unspecified)
        {
            return null;
        }

        for (var at = milestone; at <= Milestone.ShellRan; at++)
        {
            if (Own(client, at) is { } proof)
            {
                return proof;
            }
        }

        return null;
    }

    private static EvidenceLine? Own(ClientEvidence client, Milestone milestone) =>
        milestone switch
        {
            Milestone.Resolved => client.Seen(SshDebugKind.Connecting) ?? Resolved(client),
            Milestone.Routed => Routed(client),
            Milestone.Connected => client.Seen(SshDebugKind.Connected) ?? Connected(client),
            Milestone.Identified => client.Seen(SshDebugKind.RemoteVersion) ?? Identified(client),
            Milestone.Agreed => client.Seen(SshDebugKind.ServerHostKey) ?? Agreed(client),
            Milestone.HostTrusted => client.Seen(SshDebugKind.NewKeys),
            Milestone.KeyKnown => client.Seen(SshDebugKind.Accepted),
            Milestone.Authenticated => client.Seen(SshDebugKind.Authenticated),
            Milestone.SessionOpened => client.Transcript.First(SshDebugKind.ExitStatus) is { } ended
            && Hangup.IsOfProgram(ended)
                ? ClientEvidence.Line(ended)
                : null,
            Milestone.ShellRan => client.Transcript.First(SshDebugKind.ExitStatus)
                is { Last: "0" } line
                ? ClientEvidence.Line(line)
                : null,
            _ => null,
        };

    private static EvidenceLine? Resolved(ClientEvidence client) =>
        client.Addresses.Value is { } addresses
            ? EvidenceLine.Client(string.Join(' ', addresses), client.Addresses.Source)
            : null;

    private static EvidenceLine? Routed(ClientEvidence client) =>
        client.Looks.FirstOrDefault(look => look.Route.IsPresent) is { } look
            ? EvidenceLine.Client($"{look.Address} from {look.Route.Value}", look.Route.Source)
            : null;

    private static EvidenceLine? Connected(ClientEvidence client) =>
        client.Looks.FirstOrDefault(look => look.IsConnected) is { } look
            ? EvidenceLine.Client($"connected to {look.Address}", look.Probe.Source)
            : null;

    // An attempt that ended before the server named itself outweighs a probe that went well: sshd refuses some connections and takes others.
    private static EvidenceLine? Identified(ClientEvidence client) =>
        !client.Attempt.IsPresent && client.Best?.Probe is { Value.Identification: { } named } probe
            ? EvidenceLine.Client(named.Line, probe.Source)
            : null;

    private static EvidenceLine? Agreed(ClientEvidence client) =>
        !client.Attempt.IsPresent && client.Agreement is { Missing: null, Kex: { } kex }
            ? EvidenceLine.Client($"both sides have {kex}", "KEXINIT")
            : null;
}
