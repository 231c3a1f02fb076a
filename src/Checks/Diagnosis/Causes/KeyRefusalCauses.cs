using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.AuthLog;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The host knows the key, and refuses it for what it is.</summary>
internal static class KeyRefusalCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        LoggedCauses.OrSaid(
            new("key.revoked", GateId.Key, "the key is revoked on the host", Revoked),
            AuthLogKind.KeyRevoked
        ),
        LoggedCauses.OrSaid(
            new(
                "key.algorithm",
                GateId.Key,
                "sshd does not take the key's kind, its signature or its length",
                asked => Signature(asked) ?? AlgorithmCauses.LeftOut(asked)
            )
            {
                Explains = ["key.decided"],
            },
            AuthLogKind.KeyTypeRefused
        ),
        LoggedCauses.OrSaid(
            new("key.too_short", GateId.Key, "the RSA key is shorter than sshd wants", TooShort)
            {
                Explains = ["key.decided", "key.algorithm"],
            },
            AuthLogKind.KeyTooShort
        ),
        LoggedCauses.OrSaid(
            RuleCause.Of(
                "key.command",
                GateId.Key,
                "the program that prints the keys fails, or sshd does not trust it",
                "ssh.trusted_ca/command",
                _ => null,
                _ => "sshd -T | grep -i '^authorizedkeyscommand'"
            ) with
            {
                Explains = ["key.not_in_file"],
            },
            AuthLogKind.KeysCommandFailed
        ),
        new(
            "key.disk_full",
            GateId.Key,
            "the disk of the key file is full, and the key is not in it",
            DiskFull
        )
        {
            Explains = ["key.not_in_file"],
        },
        new("key.certificate", GateId.Key, "the user's certificate does not count", Certificate)
        {
            Explains = ["key.not_in_file", "key.decided"],
        },
    ];

    private static CauseFound? DiskFull(DiagnosisCase asked)
    {
        if (asked.Server.Key.Value is not { Lines.IsEmpty: true } keys)
        {
            return null;
        }

        var file = keys.Files.FirstOrDefault() ?? asked.Server.Account.Value?.Home ?? "";
        return
            asked.Server.Findings.FirstOrDefault(finding =>
                finding.Rule is "host.disk/space" or "host.disk/inodes"
                && finding.Outcome == Outcome.Fail
                && finding.Subject.Length > 1
                && file.StartsWith(finding.Subject + "/", StringComparison.Ordinal)
            )
                is not { } full
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    $"none of the client's keys is in {file}, and {full.Summary}: what was written there is lost.",
                Evidence = [RuleCause.Line(full), .. Keys.WhyNot(keys, asked)],
                Fixes =
                [
                    .. RuleCause.OnHost(full.Remedy),
                    .. RuleCause.OnHost($"write {ShellWord.Quote(file)} again"),
                ],
                Disproof =
                    $"df -P {ShellWord.Quote(full.Subject)}; df -iP {ShellWord.Quote(full.Subject)}",
            };
    }

    private static CauseFound? Certificate(DiagnosisCase asked) =>
        LogLines.Last(asked, "certificate_refused") is not { } said
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary = $"sshd refuses the client's certificate: {said.Text}.",
                Evidence = [said, .. Keys.Offered(asked)],
                Fixes =
                [
                    .. RuleCause.OnClient("ssh-keygen -Lf ~/.ssh/id_*-cert.pub"),
                    .. RuleCause.OnHost("timedatectl"),
                ],
                Disproof =
                    "ssh-keygen -L shows the user among the principals, and a validity that has begun by the host's clock and not ended",
            };

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
        (Algorithms.NoneCommon(asked) ?? asked.Client.Seen(SshDebugKind.NoMutualSignature))
            is not { } line
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
