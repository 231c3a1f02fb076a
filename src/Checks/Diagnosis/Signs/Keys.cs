using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>The client's keys, and why none of them opens.</summary>
internal static class Keys
{
    public static ImmutableArray<EvidenceLine> WhyNot(KeyVerdict keys, DiagnosisCase asked) =>
        keys.Lines.IsEmpty
            ?
            [
                EvidenceLine.Server(
                    keys.Files.IsEmpty
                        ? $"{asked.Question.User} has no key file"
                        : $"none of {keys.Total} keys in {string.Join(" and ", keys.Files)} is one of the client's",
                    "ssh.paths"
                ),
                .. Offered(asked),
            ]
            :
            [
                .. keys.Lines.Select(line =>
                    EvidenceLine.Server($"{line.Fingerprint}: {line.Exclusion}", line.Source)
                ),
            ];

    /// <summary>What the client offered, or would.</summary>
    public static IEnumerable<EvidenceLine> Offered(DiagnosisCase asked)
    {
        var lines = asked.Client.Transcript.All(SshDebugKind.Offering).Take(3).ToList();
        return lines.Count > 0
            ? lines.Select(Client.ClientEvidence.Line)
            : (asked.Client.Keys.Value is { } keys ? keys : [])
                .Where(key => key.Fingerprint.Length > 0)
                .Take(3)
                .Select(key => EvidenceLine.Client($"has {key.Type} {key.Fingerprint}", key.Name));
    }

    /// <summary>What keeps the client from using its own key; null where nothing is known to.</summary>
    public static EvidenceLine? Unusable(DiagnosisCase asked) =>
        asked.Client.Seen(SshDebugKind.BadConfigOwner)
        ?? asked.Client.Seen(SshDebugKind.KeyTooOpen)
        ?? asked.Client.Seen(SshDebugKind.KeyNotLoaded)
        ?? (
            asked.Client.Keys.Value is { Count: > 0 } keys
            && keys.All(key => key.Trouble.Length > 0)
                ? EvidenceLine.Client($"{keys[0].Name}: {keys[0].Trouble}", keys[0].Name)
                : null
        );
}
