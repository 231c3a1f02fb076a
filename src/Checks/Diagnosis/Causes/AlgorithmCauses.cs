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
            Explains = ["key.decided", "key.algorithm", "key.refused"],
        },
        new("key.sha1", GateId.Key, "the client signs with SHA-1, which sshd no longer takes", Sha1)
        {
            Explains = ["key.decided", "key.algorithm", "key.refused"],
            IsBesideGate = true,
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

    private static CauseFound? Sha1(DiagnosisCase asked)
    {
        var said = AttemptLog.Last(asked, "ssh-rsa", Line);
        var unsigned = IsRsa(asked) ? asked.Client.Seen(SshDebugKind.NoMutualSignature) : null;
        return said is null && unsigned is null
            ? null
            : Found(
                asked,
                "the client signs with its RSA key and SHA-1 (ssh-rsa), which sshd no longer takes (off by default since 8.8): the client, or its agent, is old or set so.",
                [.. new[] { unsigned, said }.OfType<EvidenceLine>(), .. Keys.Offered(asked)],
                RuleCause.OnClient(
                    $"ssh -G {ShellWord.Quote(asked.Question.Host)} | grep -i '^pubkeyacceptedalgorithms'",
                    ClientWords.Ssh(
                        asked.Question,
                        "-o PubkeyAcceptedAlgorithms=rsa-sha2-512,rsa-sha2-256"
                    )
                )
            );
    }

    private static bool IsRsa(DiagnosisCase asked) =>
        asked
            .Client.Transcript.All(SshDebugKind.Offering)
            .Concat(asked.Client.Transcript.All(SshDebugKind.WillAttempt))
            .Any(line => SshOfferedKey.Read(line.Last)?.Type == "RSA");

    /// <summary>PubkeyAcceptedAlgorithms leaves the key's type out, by the host's own files.</summary>
    public static CauseFound? LeftOut(DiagnosisCase asked)
    {
        if (
            Decisions.Against(asked, GateId.Key) is not { } no
            || !no.Words.StartsWith(Keyword, StringComparison.Ordinal)
        )
        {
            return null;
        }

        var setting = asked.Server.Setting(Keyword);
        return Found(
            asked,
            $"sshd does not take keys of this kind: {no.Words} ({no.Source}).",
            [EvidenceLine.Server(no.Words, no.Source), .. Keys.Offered(asked)],
            asked.Server.Input is { } input && setting.IsPresent
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
