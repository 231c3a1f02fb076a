using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The client has no way to the address.</summary>
internal static class RouteCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [new("route.none", GateId.Route, "this machine has no route to the host", NoRoute)];

    private static CauseFound? NoRoute(DiagnosisCase asked)
    {
        var looks = asked.Client.Looks;
        var isNone =
            (!looks.IsEmpty && looks.All(look => look.Route.IsAbsent))
            || asked.Client.Transcript.First(SshDebugKind.ConnectFailed)
                is { Last: "Network is unreachable" };
        return !isNone
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    $"{asked.Question.Vantage} has no route to {ClientWords.Target(asked.Question)}.",
                Evidence = looks.IsEmpty
                    ? [asked.Client.Seen(SshDebugKind.ConnectFailed)!]
                    : [.. looks.Select(Line)],
                Fixes = RuleCause.OnClient($"ip route get {ClientWords.Target(asked.Question)}"),
                Disproof = $"ip route get {ClientWords.Target(asked.Question)} names an interface",
            };
    }

    private static EvidenceLine Line(AddressLook look) =>
        EvidenceLine.Client(look.Route.Reason, look.Route.Source);
}
