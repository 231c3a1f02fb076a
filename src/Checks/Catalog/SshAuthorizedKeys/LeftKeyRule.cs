using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAuthorizedKeys;

/// <summary>Keys that the policy wants gone.</summary>
public sealed class LeftKeyRule : KeyLineRule
{
    private const string Fingerprints = "fingerprints";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.authorized_keys/left",
            Title = "No key of somebody who left opens an account",
            Severity = Severity.Critical,
            Rationale =
                "The policy names the fingerprints (SHA256:…, separated by commas or blanks) of keys that must not be anywhere any more.",
            Reads = ["authorized_key/*/**"],
            Parameters = ImmutableDictionary<string, string>.Empty.Add(Fingerprints, ""),
        };

    private protected override Finding Judge(
        PlacedKey key,
        ImmutableArray<PlacedKey> all,
        JudgeInput input
    ) =>
        input
            .Policy.Parameter(Declaration, Fingerprints)
            .Split((char[])[',', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Contains(key.Fingerprint)
            ? Finding(
                Outcome.Fail,
                key.Subject,
                $"the key {key.Fingerprint} of somebody who left opens {key.Account} ({key.Source})"
            ) with
            {
                Remedy = [key.Removal],
            }
            : Finding(Outcome.Pass, key.Subject, "the policy has nothing against this key");
}
