using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshKeys;

namespace Fleet.Checks.Catalog.SshHostKeys;

/// <summary>A key by which a host proves itself.</summary>
/// <param name="Type"><c>ssh-ed25519</c>.</param>
/// <param name="Base64">The public key's blob as known_hosts has it.</param>
/// <param name="Fingerprint"><c>SHA256:…</c></param>
public sealed record TrueHostKey(string Type, string Base64, string Fingerprint)
{
    /// <summary>The keys that sshd offers: those whose private file it loads. What could not be read is left out, never guessed.</summary>
    public static ImmutableArray<TrueHostKey> Of(JudgeInput input) =>
        [
            .. HostKeyView
                .All(input)
                .Where(file => file.IsLoaded)
                .Select(file => Read(input, file.Path))
                .OfType<TrueHostKey>()
                .DistinctBy(key => key.Base64)
                .OrderBy(key => key.Type, StringComparer.Ordinal),
        ];

    private static TrueHostKey? Read(JudgeInput input, string path)
    {
        var published = path.EndsWith(".pub", StringComparison.Ordinal) ? path : path + ".pub";
        var fact = input[SshHostKeysCheck.Id].Read(HostKeyFact.Public(published));
        if (!fact.IsPresent || !input.Documents.TryGetValue(published, out var document))
        {
            return null;
        }

        var words = document.Body.Split(' ');
        return
            words is [var type, var base64]
            && SshPublicKey.Read(type, base64, out _) is { Type.IsCertificate: false } key
            && fact.Value.EndsWith(key.Fingerprint, StringComparison.Ordinal)
            ? new TrueHostKey(key.Type.Name, base64, key.Fingerprint)
            : null;
    }
}
