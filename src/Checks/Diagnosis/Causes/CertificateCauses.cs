using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The client comes with a certificate, and sshd does not take it (<c>auth2-pubkey.c: user_cert_trusted_ca</c>, <c>sshkey.c: sshkey_cert_check_authority</c>).</summary>
internal static class CertificateCauses
{
    private const string Line = "certificate_refused";

    private static readonly ImmutableArray<string> Others =
    [
        "key.certificate",
        "key.decided",
        "key.refused",
        "key.not_in_file",
    ];

    public static ImmutableArray<Cause> All { get; } =
    [
        new(
            "key.certificate_clock",
            GateId.Key,
            "the host's clock is wrong, and by it the client's certificate is not valid",
            Clock
        )
        {
            Explains = [.. Others, "key.certificate_expired", "key.certificate_not_yet"],
            IsBesideGate = true,
        },
        Of(
            "key.certificate_expired",
            "the client's certificate has expired",
            "expired",
            "by the host's clock its time has passed"
        ),
        Of(
            "key.certificate_not_yet",
            "the client's certificate is not valid yet",
            "not yet valid",
            "by the host's clock its time has not begun"
        ),
        Of(
            "key.certificate_principal",
            "the client's certificate is for other principals",
            "principal",
            "it does not name this user, or a name that the host lists for this user"
        ),
        new(
            "key.certificate_authority",
            GateId.Key,
            "sshd trusts no authority that could have signed the client's certificate",
            Authority
        )
        {
            Explains = Others,
        },
    ];

    private static Cause Of(string id, string title, string words, string why) =>
        new(
            id,
            GateId.Key,
            title,
            asked =>
                AttemptLog.Last(asked, words, Line) is not { } said
                    ? null
                    : Found(
                        asked,
                        $"sshd refuses the certificate of {asked.Question.User}: {why}.",
                        [said, .. Keys.Offered(asked)],
                        $"ssh-keygen -s CA -I {ShellWord.Quote(asked.Question.User)} -n {ShellWord.Quote(asked.Question.User)} -V -5m:+8h KEY.pub # where the authority's key is"
                    )
        )
        {
            Explains = Others,
            IsBesideGate = true,
        };

    private static CauseFound? Clock(DiagnosisCase asked) =>
        (AttemptLog.Last(asked, "expired", Line) ?? AttemptLog.Last(asked, "not yet valid", Line))
            is not { } said
        || (asked.Server.Against("host.clock/skew") ?? asked.Server.Against("host.clock/plausible"))
            is not { } clock
            ? null
            : Found(
                asked,
                $"sshd judges the certificate by the host's clock, and that is wrong: {clock.Summary}.",
                [said, RuleCause.Line(clock)],
                ""
            ) with
            {
                Fixes = RuleCause.OnHost(clock.Remedy),
                Rule = clock.Rule,
                Disproof = "date -u on the host and on the client show the same",
            };

    // sshd says nothing of an authority that it does not know: it takes the certificate for a key like any other.
    private static CauseFound? Authority(DiagnosisCase asked)
    {
        var offered = asked
            .Client.Transcript.All(SshDebugKind.Offering)
            .FirstOrDefault(line =>
                SshOfferedKey.Read(line.Last)?.Type.EndsWith("-CERT", StringComparison.Ordinal)
                == true
            );
        var trusted = asked.Server.Setting("TrustedUserCAKeys");
        var none = trusted.IsAbsent || trusted.Value is "none";
        return
            offered is null
            || trusted.IsUnknown
            || !none
            || asked.Server.Key.Value is { Admits: not null }
            || !asked.Client.Transcript.Has(SshDebugKind.PermissionDenied)
            ? null
            : Found(
                asked,
                $"the client offers a certificate, and sshd trusts no authority (TrustedUserCAKeys {trusted.Value ?? "is not set"}).",
                [
                    Client.ClientEvidence.Line(offered),
                    EvidenceLine.Server(
                        $"TrustedUserCAKeys {trusted.Value ?? "none"}",
                        trusted.Source.Length > 0 ? trusted.Source : asked.Server.Config.Source
                    ),
                ],
                "ssh-keygen -Lf ~/.ssh/id_*-cert.pub | grep 'Signing CA'"
            ) with
            {
                Fixes =
                [
                    .. RuleCause.OnClient(
                        "ssh-keygen -Lf ~/.ssh/id_*-cert.pub | grep 'Signing CA'"
                    ),
                    .. asked.Server.Input is { } input
                        ? RuleCause.OnHost([
                            "install -m 644 CA.pub /etc/ssh/user_ca.pub",
                            .. Catalog.Sshd.SshdRemedy.Set(
                                input,
                                "TrustedUserCAKeys",
                                "/etc/ssh/user_ca.pub",
                                trusted.Source
                            ),
                        ])
                        : [],
                ],
                Disproof =
                    $"sshd -T -C {ShellWord.Quote(ConfigPart.Criteria(asked.Question))} | grep -i '^trusteduserca'",
            };
    }

    private static CauseFound Found(
        DiagnosisCase asked,
        string summary,
        ImmutableArray<EvidenceLine> evidence,
        string reissue
    ) =>
        new()
        {
            Confidence = Confidence.Certain,
            Summary = summary,
            Evidence = evidence,
            Fixes =
            [
                .. RuleCause.OnClient("ssh-keygen -Lf ~/.ssh/id_*-cert.pub", reissue),
                .. RuleCause.OnHost(
                    $"sshd -T -C {ShellWord.Quote(ConfigPart.Criteria(asked.Question))} | grep -Ei '^(trustedusercakeys|authorizedprincipals)'",
                    "timedatectl"
                ),
            ],
            Disproof =
                "ssh-keygen -Lf of the certificate names the user among its principals and is valid by the host's date -u",
        };
}
