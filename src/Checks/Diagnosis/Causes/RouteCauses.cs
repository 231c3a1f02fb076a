using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The client has no way to the address.</summary>
internal static class RouteCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new("route.none", GateId.Route, "this machine has no route to the host", NoRoute),
        new(
            "route.lost",
            GateId.Route,
            "packets are lost between the client and the host",
            LostOnTheWay
        ),
    ];

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

    private static CauseFound? LostOnTheWay(DiagnosisCase asked) =>
        !Connecting.IsLostOnTheWay(asked)
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Likely,
                Summary =
                    $"packets between {asked.Question.Vantage} and {ClientWords.Target(asked.Question)} port {asked.Question.Port} are lost on the way: the host itself would let them in.",
                Evidence =
                [
                    .. Connecting.Failure(asked),
                    EvidenceLine.Server(
                        $"no rule of the host stands in the way of {ClientWords.Source(asked.Question.Source)}",
                        asked.Server.Packet.Source
                    ),
                ],
                Fixes =
                [
                    .. RuleCause.OnClient(
                        $"tracepath -n {ClientWords.Target(asked.Question)}",
                        $"ip route get {ClientWords.Target(asked.Question)}"
                    ),
                    .. RuleCause.OnHost(Capture(asked)),
                ],
                Disproof = "tcpdump on the host shows the client's SYN",
            };

    /// <summary>Shows whether the client's packets arrive.</summary>
    public static string Capture(DiagnosisCase asked) =>
        $"tcpdump -ni any 'tcp port {ClientWords.Number(asked.Question)} and tcp[tcpflags] & tcp-syn != 0'";

    private static EvidenceLine Line(AddressLook look) =>
        EvidenceLine.Client(look.Route.Reason, look.Route.Source);
}
