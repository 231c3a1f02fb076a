using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Catalog.SshCrypto;

/// <summary>The start of a session cannot be cut off.</summary>
public sealed class StrictKexRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.crypto/strict_kex",
            Title = "nobody between can drop the first messages of a session",
            Severity = Severity.Medium,
            Rationale =
                "Without strict key exchange, whoever sits between can drop packets from the start of a session that uses ChaCha20-Poly1305, or CBC with an encrypt-then-MAC code "
                + "(CVE-2023-48795, Terrapin). OpenSSH 9.6 announces it; distributions carry it back to older releases.",
            Reads = [OfferFacts.StrictKex, OfferFacts.Cipher, OfferFacts.Mac],
            Decides = [OfferFacts.StrictKex],
            References = ["CVE-2023-48795"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["ssh.crypto"];
        var strict = facts.Read(OfferFacts.StrictKex);
        var exposed = PrefixTruncation.Exposed(OfferFacts.Offer(facts));
        var finding =
            !strict.IsPresent
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known whether sshd announces strict key exchange: {strict.Reason}"
                )
            : strict.Is("yes") ? Finding(Outcome.Pass, "", "sshd announces strict key exchange")
            : exposed.IsEmpty
                ? Finding(
                    Outcome.Pass,
                    "",
                    "sshd knows no strict key exchange, and offers no cipher that needs it"
                )
            : Finding(
                Outcome.Warn,
                "",
                $"sshd knows no strict key exchange: sessions with {string.Join(", ", exposed)} can lose their first messages (CVE-2023-48795)"
            ) with
            {
                Remedy =
                [
                    "upgrade OpenSSH to 9.6, or to a package of the distribution that carries the fix; until then:",
                    .. Without(input, [.. exposed]),
                ],
            };
        yield return finding with
        {
            Keys = [.. Declaration.Reads],
        };
    }

    private static IEnumerable<string> Without(JudgeInput input, string[] exposed)
    {
        var kept = OfferFacts
            .Names(input["ssh.crypto"].Read(OfferFacts.Cipher))
            .Except(exposed)
            .ToList();
        return SshdRemedy.Set(
            input,
            "Ciphers",
            kept.Count > 0
                ? string.Join(',', kept)
                : "aes128-gcm@openssh.com,aes256-gcm@openssh.com",
            input["ssh.config"].Read("sshd_config/Ciphers").Source ?? ""
        );
    }
}
