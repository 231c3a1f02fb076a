using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>The key that the client saw at the address.</summary>
/// <param name="Type">As ssh names it: <c>ssh-ed25519</c>.</param>
/// <param name="Fingerprint"><c>SHA256:…</c></param>
/// <param name="IsHosts">True: it is one of the host's own keys; false: it is none of them; null: they are not known.</param>
internal sealed record HostKeySeen(string Type, string Fingerprint, bool? IsHosts)
{
    /// <summary>Null where no attempt got that far.</summary>
    public static HostKeySeen? Of(DiagnosisCase asked) =>
        asked.Client.Transcript.First(SshDebugKind.ServerHostKey) is { } line
            ? new HostKeySeen(line.Values[0], line.Values[1], IsOne(asked, line.Values[1]))
            : null;

    private static bool? IsOne(DiagnosisCase asked, string fingerprint) =>
        asked.Server.HostKeys.Value is { } keys
            ? keys.Values.Any(value => value.Split(" | ").Contains(fingerprint))
            : null;
}
