using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>sshd keeps the client's address out for a while (sshd_config(5) PerSourcePenalties, since 9.8). Nothing is dialled again to find out: each connection would prolong it.</summary>
internal static class PenaltyCauses
{
    private const string Keyword = "PerSourcePenalties";
    private const string Refusal = "Not allowed at this time";

    public static ImmutableArray<Cause> All { get; } =
    [
        new(
            "banner.penalty",
            GateId.Banner,
            "sshd refuses the client's address for a while: earlier logins from it failed",
            Find
        )
        {
            Explains = ["banner.closed"],
        },
    ];

    private static CauseFound? Find(DiagnosisCase asked)
    {
        var logged = AttemptLog.Last(asked, "", "penalty_drop", "penalty_activated");
        var said = Said(asked);
        // 9.8 says the same words where MaxStartups is reached.
        if (logged is null && (said is null || asked.Server.Startups.Value is { Refused: > 0 }))
        {
            return null;
        }

        var exempt = asked.Server.Setting("PerSourcePenaltyExemptList");
        var source = ClientWords.Source(asked.Question.Source);
        var list = exempt.Value is { Length: > 0 } listed && listed != "none" ? $"{listed}," : "";
        return new CauseFound
        {
            Confidence = logged is null ? Confidence.Likely : Confidence.Certain,
            Summary =
                $"sshd refuses connections from {source} for 15 seconds to 10 minutes: logins from it failed, by this user, a monitor, or a neighbour behind the same address (PerSourcePenalties).",
            Evidence =
            [
                .. new[] { said, logged }.OfType<EvidenceLine>(),
                .. asked.Server.Setting(Keyword) is { IsPresent: true } penalties
                    ? new[]
                    {
                        EvidenceLine.Server($"{Keyword} {penalties.Value}", penalties.Source),
                    }
                    : [],
            ],
            Fixes =
            [
                .. RuleCause.OnHost(
                    $"journalctl _COMM=sshd --grep {ShellWord.Quote($"penalty.*{source}|{source}.*penalty")} -n 20 --no-pager"
                ),
                .. asked.Server.Input is { } input
                    ? RuleCause.OnHost(
                        SshdRemedy.Set(
                            input,
                            "PerSourcePenaltyExemptList",
                            list + source,
                            exempt.Source
                        )
                    )
                    : [],
                .. RuleCause.OnClient("sleep 600"),
            ],
            Disproof = "after ten minutes without any attempt the next one is refused too",
        };
    }

    private static EvidenceLine? Said(DiagnosisCase asked) =>
        asked
            .Client.Transcript.All(SshDebugKind.LineBeforeBanner)
            .FirstOrDefault(line => line.Last.Contains(Refusal, StringComparison.Ordinal))
            is { } line
            ? ClientEvidence.Line(line)
        : asked.Client.Best?.Probe.Value is { } probe
        && probe.Reason.Contains(Refusal, StringComparison.Ordinal)
            ? EvidenceLine.Client(probe.Reason, "after the connect")
        : null;
}
