using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The host knows the key, and refuses it for what it is.</summary>
internal static class KeyRefusalCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new("key.revoked", GateId.Key, "the key is in the list of revoked keys", Revoked),
        new("key.too_short", GateId.Key, "sshd wants longer RSA keys", TooShort),
        new(
            "key.signature",
            GateId.Key,
            "the client signs in a way that sshd does not take",
            Signature
        ),
        RuleCause.Of(
            "key.command",
            GateId.Key,
            "sshd does not run the program that prints the keys",
            "ssh.trusted_ca/command",
            _ => null,
            _ => "sshd -T | grep -i '^authorizedkeyscommand'"
        ) with
        {
            Explains = ["key.not_in_file"],
        },
    ];

    private static CauseFound? Revoked(DiagnosisCase asked) =>
        asked.Server.Setting("RevokedKeys").Value is not { } list
        || Refusal(asked, list) is not { } refusal
            ? null
            : Found(
                asked,
                refusal,
                $"the client's key is in {list}: it was revoked.",
                [],
                RuleCause.OnClient("ssh-keygen -t ed25519")
            ) with
            {
                Disproof = $"ssh-keygen -Qf {ShellWord.Quote(list)} KEY.pub says ok",
            };

    private static CauseFound? TooShort(DiagnosisCase asked) =>
        asked.Server.Setting("RequiredRSASize") is not { IsPresent: true } least
        || Refusal(asked, least.Source) is not { } refusal
            ? null
            : Found(
                asked,
                refusal,
                $"sshd takes RSA keys from {least.Value} bits on ({least.Source}), and {refusal.Words}.",
                asked.Server.Input is { } input
                    ? RuleCause.OnHost(
                        SshdRemedy.Set(input, "RequiredRSASize", "2048", least.Source)
                    )
                    : [],
                RuleCause.OnClient("ssh-keygen -t ed25519")
            );

    private static CauseFound? Signature(DiagnosisCase asked) =>
        asked.Client.Seen(SshDebugKind.NoMutualSignature) is not { } line
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    "client and server have no signature algorithm in common for this key: an old client signs RSA with SHA-1, which sshd no longer takes.",
                Evidence = [line, .. Keys.Offered(asked)],
                Fixes = RuleCause.OnClient(
                    $"ssh -G {ShellWord.Quote(asked.Question.Host)} | grep -i '^pubkeyacceptedalgorithms'",
                    "ssh-keygen -t ed25519"
                ),
                Disproof = ClientWords.Ssh(
                    asked.Question,
                    "-o PubkeyAcceptedAlgorithms=+rsa-sha2-512,rsa-sha2-256"
                ),
            };

    // The model names the line that refuses: the setting's own tells which refusal it is.
    private static LoginDecision? Refusal(DiagnosisCase asked, string source) =>
        Decisions.Against(asked, GateId.Key) is { } decision && decision.Source == source
            ? decision
            : null;

    private static CauseFound Found(
        DiagnosisCase asked,
        LoginDecision refusal,
        string summary,
        ImmutableArray<Fix> onHost,
        ImmutableArray<Fix> onClient
    ) =>
        new()
        {
            Confidence = Confidence.Certain,
            Summary = summary,
            Evidence = [EvidenceLine.Server(refusal.Words, refusal.Source), .. Keys.Offered(asked)],
            Fixes = [.. onClient, .. onHost],
            Disproof = $"sshd -T -C {ShellWord.Quote(Server.ConfigPart.Criteria(asked.Question))}",
        };
}
