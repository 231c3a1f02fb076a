using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Catalog.SshCrypto;

/// <summary>No weak key exchange.</summary>
public sealed class KexRule : OfferRule
{
    private protected override AlgorithmKind Kind => AlgorithmKind.Kex;

    private protected override string Key => OfferFacts.Kex;

    protected override string Keyword => "KexAlgorithms";

    protected override string Noun => "key exchange methods";

    public override RuleDeclaration Declaration { get; } =
        Declare(
            "kex",
            OfferFacts.Kex,
            "KexAlgorithms",
            "sshd offers no weak key exchange",
            Severity.Medium,
            "Whoever breaks the exchange reads the session. 1024-bit groups can be broken for many servers at once (CVE-2015-4000), and SHA-1 no longer resists collisions.",
            "RFC 9142",
            "CIS Debian 12 5.1.12"
        );
}

/// <summary>No weak proof of the host's identity.</summary>
public sealed class HostKeyAlgorithmRule : OfferRule
{
    private protected override AlgorithmKind Kind => AlgorithmKind.HostKey;

    private protected override string Key => OfferFacts.HostKey;

    protected override string Keyword => "HostKeyAlgorithms";

    protected override string Noun => "host key algorithms";

    public override RuleDeclaration Declaration { get; } =
        Declare(
            "host_key",
            OfferFacts.HostKey,
            "HostKeyAlgorithms",
            "sshd proves itself by no weak signature",
            Severity.Medium,
            "A signature over SHA-1 (ssh-rsa) or by DSA may be forged, and clients refuse them: ssh-rsa from 8.8 on, ssh-dss from 7.0 on. An RSA key stays good with rsa-sha2-256 and rsa-sha2-512.",
            "RFC 8332"
        );
}

/// <summary>No weak cipher.</summary>
public sealed class CipherRule : OfferRule
{
    private protected override AlgorithmKind Kind => AlgorithmKind.Cipher;

    private protected override string Key => OfferFacts.Cipher;

    protected override string Keyword => "Ciphers";

    protected override string Noun => "ciphers";

    public override RuleDeclaration Declaration { get; } =
        Declare(
            "cipher",
            OfferFacts.Cipher,
            "Ciphers",
            "sshd offers no weak cipher",
            Severity.Medium,
            "A client may choose any that is offered. CBC modes, 64-bit blocks and RC4 give plaintext away; OpenSSH's sshd has offered none of them unasked since 6.7.",
            "RFC 8758",
            "CIS Debian 12 5.1.6"
        );
}

/// <summary>No weak integrity code.</summary>
public sealed class MacRule : OfferRule
{
    private protected override AlgorithmKind Kind => AlgorithmKind.Mac;

    private protected override string Key => OfferFacts.Mac;

    protected override string Keyword => "MACs";

    protected override string Noun => "integrity codes";

    public override RuleDeclaration Declaration { get; } =
        Declare(
            "mac",
            OfferFacts.Mac,
            "MACs",
            "sshd offers no weak integrity code",
            Severity.Low,
            "MD5, RIPEMD-160 and tags cut to 96 bits belong switched off. HMAC-SHA1 is not weak by itself (RFC 6194 §3.3); a policy may refuse it.",
            "CIS Debian 12 5.1.15"
        );
}
