using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Diagnosis.Server;
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
                Evidence =
                [
                    EvidenceLine.Server(
                        decision.Words,
                        decision.Source.Length > 0 ? decision.Source : asked.Server.Login.Source
                    ),
                ],
                Fixes = RuleCause.OnHost(Repair(asked, decision)),
                Disproof = Effective(asked),
            };

    // The line that decides is known, and what it should be only to who keeps it.
    private static ImmutableArray<string> Repair(DiagnosisCase asked, LoginDecision decision)
    {
        var colon = decision.Source.LastIndexOf(':');
        return colon <= 0
            || !int.TryParse(
                decision.Source.AsSpan(colon + 1),
                CultureInfo.InvariantCulture,
                out var line
            )
                ? [Effective(asked)]
            : decision.Source.StartsWith("/etc/ssh/", StringComparison.Ordinal)
            && asked.Server.Input is { } input
                ?
                [
                    $"\"${{EDITOR:-vi}}\" +{line} {ShellWord.Quote(decision.Source[..colon])} && sshd -t",
                    SshdRemedy.Reload(input),
                ]
            : [$"sed -n {line}p {ShellWord.Quote(decision.Source[..colon])}"];
    }

    private static string Effective(DiagnosisCase asked) =>
        $"sshd -T -C {ShellWord.Quote(ConfigPart.Criteria(asked.Question))}";
}
