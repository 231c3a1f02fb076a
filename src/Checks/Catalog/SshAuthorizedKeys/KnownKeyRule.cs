using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAuthorizedKeys;

/// <summary>Keys that belong to nobody whom the policy names.</summary>
public sealed class KnownKeyRule : KeyLineRule
{
    private const string People = "people";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.authorized_keys/known",
            Title = "Every key belongs to somebody whom the policy names",
            Severity = Severity.Medium,
            Rationale =
                "The policy names people with their keys (alice=SHA256:…, separated by commas or blanks). A key that is nobody's cannot be asked about, and nobody misses it when it is stolen. The comment behind a "
                + "key proves nothing: whoever adds the key writes it. Without such a list nothing is judged here.",
            Reads = ["authorized_key/*/**"],
            Parameters = ImmutableDictionary<string, string>.Empty.Add(People, ""),
        };

    /// <summary>Who owns which key, by fingerprint; empty where the policy names nobody.</summary>
    public static ImmutableDictionary<string, string> Owners(Policy policy)
    {
        var owners = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var words = policy
            .Parameter(new KnownKeyRule().Declaration, People)
            .Split((char[])[',', ' '], StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
        {
            var at = word.IndexOf('=');
            owners[word[(at + 1)..]] = at > 0 ? word[..at] : "somebody";
        }

        return owners.ToImmutable();
    }

    private protected override Finding Judge(
        PlacedKey key,
        ImmutableArray<PlacedKey> all,
        JudgeInput input
    )
    {
        var owners = Owners(input.Policy);
        return owners.IsEmpty
                ? Finding(Outcome.NotApplicable, key.Subject, "the policy names nobody's keys")
            : owners.TryGetValue(key.Fingerprint, out var owner)
                ? Finding(Outcome.Pass, key.Subject, $"the key is {owner}'s")
            : Finding(
                Outcome.Warn,
                key.Subject,
                $"the key {key.Fingerprint} opens {key.Account}, and the policy knows nobody who owns it ({key.Source})"
            ) with
            {
                Remedy = [key.Removal],
            };
    }
}
