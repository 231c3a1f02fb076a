using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>A server that takes the key, and a client that cannot sign with it: the passphrase is not known, or the agent asks and nobody answers.</summary>
internal static class Signing
{
    /// <summary>The line in which the server takes the key; null where it is not so.</summary>
    public static EvidenceLine? Failed(DiagnosisCase asked)
    {
        var client = asked.Client;
        return
            client.Reached(Milestone.Authenticated)
            || client.Transcript.Has(SshDebugKind.PartialSuccess)
            || !client.Transcript.Has(SshDebugKind.PermissionDenied)
            ? null
            : client.Seen(SshDebugKind.Accepted);
    }
}
