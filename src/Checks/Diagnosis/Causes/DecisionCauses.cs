using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>What the model of logins refuses and no cause of its own tells better: the last of each gate.</summary>
internal static class DecisionCauses
{
    private static readonly (string Id, GateId Gate, string Title)[] Gates =
    [
        ("banner.decided", GateId.Banner, "tcp_wrappers refuse this source"),
        ("user.decided", GateId.User, "sshd's configuration does not let this user in from here"),
        ("method.decided", GateId.Method, "sshd does not take the client's method"),
        ("key.decided", GateId.Key, "sshd does not take the client's key"),
        ("paths.decided", GateId.Paths, "sshd does not read the key file"),
        ("account.decided", GateId.Account, "the account does not let anybody in"),
        ("pam.decided", GateId.Pam, "PAM does not let the account in"),
        ("shell.decided", GateId.Shell, "the account's session is of no use"),
    ];

    public static ImmutableArray<Cause> All { get; } =
    [
        .. Gates.Select(one => new Cause(
            one.Id,
            one.Gate,
            one.Title,
            asked => Find(asked, one.Gate)
        )
        {
            YieldsToOthers = true,
        }),
    ];

    private static CauseFound? Find(DiagnosisCase asked, GateId gate) =>
        Decisions.Against(asked, gate) is not { } decision
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary = $"{decision.Words}.",
                Evidence = [EvidenceLine.Server(decision.Words, decision.Source)],
                Disproof =
                    $"sshd -T -C {Catalog.ShellWord.Quote(Server.ConfigPart.Criteria(asked.Question))}",
            };
}
