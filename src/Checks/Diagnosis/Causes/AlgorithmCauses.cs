using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The key is known, and sshd takes no key of its kind.</summary>
internal static class AlgorithmCauses
{
    private const string Keyword = "PubkeyAcceptedAlgorithms";
    private const string Line = "key_type_refused";

    public static ImmutableArray<Cause> All { get; } =
    [
        new("key.dsa", GateId.Key, "the key is a DSA key, which OpenSSH no longer takes", Dsa)
        {
            Explains = ["key.decided", "key.algorithm", "key.signature", "key.refused"],
        },
        new("key.sha1", GateId.Key, "the client signs with SHA-1, which sshd no longer takes", Sha1)
        {
            Explains = ["key.decided", "key.algorithm", "key.signature", "key.refused"],
            IsBesideGate = true,
        },
        new(
            "key.algorithm",
            GateId.Key,
            "sshd's PubkeyAcceptedAlgorithms leaves out the key's type",
            Algorithm
        )
        {
            Explains = ["key.decided", "key.refused"],
        },
    ];

    private static CauseFound? Dsa(DiagnosisCase asked)
    {
        var decision =
            Decisions.Against(asked, GateId.Key) is { } no
            && no.Words.Contains("ssh-dss", StringComparison.Ordinal)
                ? EvidenceLine.Server(no.Words, no.Source)
                : null;
        var logged = AttemptLog.Last(asked, "ssh-dss", Line);
        var own = Own(asked);
        return decision is null && logged is null && own is null
            ? null
            : Found(
                asked,
                "the client's key is a DSA key (ssh-dss): OpenSSH takes none since 7.0, and 10.0 has no code for them.",
                [.. new[] { decision, own, logged }.OfType<EvidenceLine>()],
                []
            );
    }

    // Only where there is nothing else to offer.
    private static EvidenceLine? Own(DiagnosisCase asked) =>
        asked.Client.Keys.Value is { Count: > 0 } keys
        && keys.All(key => key.Type == "ssh-dss")
        && asked.Client.Transcript.Has(SshDebugKind.PermissionDenied)
            ? EvidenceLine.Client($"{keys[0].Name} is {keys[0].Type}", keys[0].Name)
            : null;

    private static CauseFound? Sha1(DiagnosisCase asked) =>
        AttemptLog.Last(asked, "ssh-rsa", Line) is not { } said
            ? null
            : Found(
                asked,
                "the client signs with its RSA key and SHA-1 (ssh-rsa), which sshd no longer takes (off by default since 8.8): the client, or its agent, is old.",
                [said, .. Keys.Offered(asked)],
                RuleCause.OnClient(
                    ClientWords.Ssh(
                        asked.Question,
                        "-o PubkeyAcceptedAlgorithms=rsa-sha2-512,rsa-sha2-256"
                    )
                )
            );

    private static CauseFound? Algorithm(DiagnosisCase asked)
    {
        var said = AttemptLog.Last(asked, "", Line);
        var no =
            Decisions.Against(asked, GateId.Key) is { } decision
            && decision.Words.StartsWith(Keyword, StringComparison.Ordinal)
                ? EvidenceLine.Server(decision.Words, decision.Source)
                : null;
        var setting = asked.Server.Setting(Keyword);
        return said is null && no is null
            ? null
            : Found(
                asked,
                $"sshd does not take keys of this kind: {(no ?? said)!.Text}.",
                [.. new[] { no, said }.OfType<EvidenceLine>(), .. Keys.Offered(asked)],
                asked.Server.Input is { } input
                && setting is { IsPresent: true, Source: not "built in" }
                    ? RuleCause.OnHost(
                        SshdRemedy.Set(input, Keyword, "+rsa-sha2-512,rsa-sha2-256", setting.Source)
                    )
                    : []
            );
    }

    private static CauseFound Found(
        DiagnosisCase asked,
        string summary,
        ImmutableArray<EvidenceLine> evidence,
        ImmutableArray<Fix> also
    ) =>
        new()
        {
            Confidence = Confidence.Certain,
            Summary = summary,
            Evidence = evidence,
            Fixes = [.. RuleCause.OnClient("ssh-keygen -t ed25519"), .. also],
            Disproof =
                $"sshd -T -C {ShellWord.Quote(ConfigPart.Criteria(asked.Question))} | grep -i '^pubkeyacceptedalgorithms' names the key's type",
        };
}
