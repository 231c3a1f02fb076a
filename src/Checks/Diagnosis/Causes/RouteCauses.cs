using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The client has no way to the address.</summary>
internal static class RouteCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new("route.none", GateId.Route, "this machine has no route to the host", NoRoute),
        new(
            "route.host_silent",
            GateId.Firewall,
            "the host itself does not answer the fleet either: it is down, or its network is cut",
            Silent
        )
        {
            Explains = ["firewall.silence", "firewall.unreachable"],
        },
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

    // Its agent dials out: a host that has a way to the controller answers, whatever its firewall does with ssh.
    private static CauseFound? Silent(DiagnosisCase asked) =>
        asked.Server.IsFresh
        || !asked.Server.IsKnown
        || Connecting.Outcome(asked) is not (ConnectOutcome.TimedOut or ConnectOutcome.Unreachable)
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Likely,
                Summary =
                    $"{asked.Server.Host} answers neither at port {asked.Question.Port} nor through its agent: it is down, or packets from it have no way back.",
                Evidence =
                [
                    .. Connecting.Failure(asked),
                    EvidenceLine.Server("its agent does not answer", "the controller"),
                ],
                Fixes =
                [
                    .. RuleCause.OnClient($"ping -c 3 {ClientWords.Target(asked.Question)}"),
                    .. RuleCause.OnHost("ip route; ip -br address"),
                ],
                Disproof = $"fleet host {ShellWord.Quote(asked.Server.Host)} says online",
            };

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
