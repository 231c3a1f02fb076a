using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>A tool bans the client's address.</summary>
internal static class BanCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [new("ban.address", GateId.Ban, "the client's address is banned on the host", Banned)];

    private static CauseFound? Banned(DiagnosisCase asked) =>
        asked.Server.Ban is not { Value: { } ban }
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary = $"{ban.By} bans {ClientWords.Source(asked.Question.Source)} on the host.",
                Evidence =
                [
                    EvidenceLine.Server($"banned by {ban.By}", ban.Where),
                    .. Connecting.Failure(asked),
                ],
                Fixes = RuleCause.OnHost(ban.Remedy),
                Disproof = $"{ClientWords.Dial(asked.Question)} from another address fails too",
            };
}
