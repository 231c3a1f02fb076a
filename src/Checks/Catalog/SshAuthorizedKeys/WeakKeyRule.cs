using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAuthorizedKeys;

/// <summary>Keys that are too weak, or that sshd no longer takes.</summary>
public sealed class WeakKeyRule : KeyLineRule
{
    private const string Minimum = "minimum_rsa_bits";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.authorized_keys/weak",
            Title = "No key is DSA or short RSA",
            Severity = Severity.Medium,
            Rationale =
                "DSA keys are off since OpenSSH 7.0 and gone since 10.1, so the line is dead weight that an old sshd would still honour; RSA below 2048 bits can be factored, and sshd refuses what is below "
                + "RequiredRSASize.",
            Reads = ["authorized_key/*/**", "sshd_config/RequiredRSASize"],
            Parameters = ImmutableDictionary<string, string>.Empty.Add(Minimum, "2048"),
            References = ["NIST SP 800-131A", "sshd_config(5) RequiredRSASize"],
        };

    private protected override Finding Judge(
        PlacedKey key,
        ImmutableArray<PlacedKey> all,
        JudgeInput input
    )
    {
        if (key.Line.Key.Type.PlainName == "ssh-dss")
        {
            return Wrong(
                key,
                $"{key.Account}'s key {key.Fingerprint} is DSA, which sshd no longer takes"
            );
        }

        if (key.Line.Key.RsaBits is not { } bits)
        {
            return Finding(Outcome.Pass, key.Subject, $"{key.Line.Key.Type.Name} is strong");
        }

        var required = Number(input["ssh.config"].Read("sshd_config/RequiredRSASize").Value, 1024);
        return bits < required
                ? Wrong(
                    key,
                    $"{key.Account} cannot log in with {key.Fingerprint}: sshd takes RSA from {required} bits on, this has {bits}"
                )
            : bits < Number(input.Policy.Parameter(Declaration, Minimum), 2048)
                ? Wrong(key, $"{key.Account}'s key {key.Fingerprint} is RSA of {bits} bits only")
            : Finding(Outcome.Pass, key.Subject, $"RSA of {bits} bits");
    }

    private Finding Wrong(PlacedKey key, string words) =>
        Finding(Outcome.Warn, key.Subject, $"{words} ({key.Source})") with
        {
            Remedy = ["ssh-keygen -t ed25519", key.Removal],
        };

    private static int Number(string text, int usual) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : usual;
}
