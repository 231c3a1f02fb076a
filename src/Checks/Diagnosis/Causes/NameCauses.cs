using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The name gives no address.</summary>
internal static class NameCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [new("name.not_found", GateId.Name, "the name does not resolve on this machine", NotFound)];

    private static CauseFound? NotFound(DiagnosisCase asked)
    {
        var said = asked.Client.Seen(SshDebugKind.ResolveFailed);
        if (said is null && !asked.Client.Addresses.IsAbsent)
        {
            return null;
        }

        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary =
                $"{asked.Question.Host} does not resolve on {asked.Question.Vantage}, so nothing is dialled.",
            Evidence =
            [
                said
                    ?? EvidenceLine.Client(
                        asked.Client.Addresses.Reason,
                        asked.Client.Addresses.Source
                    ),
            ],
            Fixes = RuleCause.OnClient(
                $"getent ahosts {ShellWord.Quote(asked.Question.Host)}",
                "cat /etc/resolv.conf"
            ),
            Disproof = $"getent ahosts {ShellWord.Quote(asked.Question.Host)} prints an address",
        };
    }
}
