using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshClientKeys;

/// <summary>Keys that are too weak, or that servers no longer take.</summary>
public sealed class WeakClientKeyRule : ClientRule
{
    private const string Minimum = "minimum_rsa_bits";

    private protected override string CheckId => SshClientKeysCheck.Id;

    private protected override string Prefix => KeyFact.Public;

    private protected override string Nothing => "no public key is there to judge";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh_client.keys/weak",
            Title = "No key is DSA or short RSA",
            Severity = Severity.Low,
            Rationale =
                "Servers from OpenSSH 7.0 on refuse DSA keys, and RSA keys below their RequiredRSASize: the client sees \"Permission denied\" alone. RSA below 2048 bits can be factored.",
            Reads = ["client_key_public/**"],
            Parameters = ImmutableDictionary<string, string>.Empty.Add(Minimum, "2048"),
            References = ["NIST SP 800-131A", "sshd_config(5) RequiredRSASize"],
        };

    private protected override Finding? Judge(Fact fact, CheckFacts facts, JudgeInput input)
    {
        var (account, path) = ClientKey.Split(fact.Key, Prefix);
        var words = fact.Value.Split(' ');
        var least = int.TryParse(
            input.Policy.Parameter(Declaration, Minimum),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var asked
        )
            ? asked
            : 2048;
        var wrong =
            words[0].StartsWith("ssh-dss", StringComparison.Ordinal)
                ? "is DSA, which servers no longer take"
            : words is ["ssh-rsa", var bits, _]
            && int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < least
                ? $"is RSA of {bits} bits only"
            : null;
        return wrong is null
            ? Finding(Outcome.Pass, path, $"{path} is {words[0]}")
            : Finding(Outcome.Warn, path, $"{account}'s key {path} {wrong}") with
            {
                Remedy = ["ssh-keygen -t ed25519"],
            };
    }
}
