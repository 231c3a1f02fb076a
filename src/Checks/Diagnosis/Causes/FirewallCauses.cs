using System.Collections.Immutable;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>Packets do not arrive, or are answered by a firewall.</summary>
internal static class FirewallCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new(
            "firewall.drop",
            GateId.Firewall,
            "the host's firewall drops the connection",
            asked => OnHost(asked, PacketFate.Drop, "drops")
        ),
        new(
            "firewall.reject",
            GateId.Firewall,
            "the host's firewall rejects the connection",
            asked => OnHost(asked, PacketFate.Reject, "rejects")
        ),
        new(
            "firewall.divert",
            GateId.Firewall,
            "the host's firewall sends the connection elsewhere",
            asked => OnHost(asked, PacketFate.Divert, "diverts")
        ),
        new(
            "firewall.silence",
            GateId.Firewall,
            "nobody answers: packets are dropped on the way, or the host is down",
            Silence
        ),
        new(
            "firewall.unreachable",
            GateId.Firewall,
            "a router or firewall says that the host is unreachable, or its neighbour does not answer",
            Unreachable
        ),
    ];

    private static CauseFound? OnHost(DiagnosisCase asked, PacketFate fate, string verb) =>
        asked.Server.Packet is not { Value: { } packet } known
        || packet.Fate != fate
        || asked.Server.Ban.IsPresent
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    $"the host's firewall {verb} connections from {ClientWords.Source(asked.Question.Source)} to port {asked.Question.Port}: {packet.Decider}.",
                Evidence =
                [
                    EvidenceLine.Server(packet.Decider, known.Source),
                    .. Connecting.Failure(asked),
                ],
                Fixes = RuleCause.OnHost(packet.Remedy),
                Rule = "firewall.input/ssh_reachable",
                Disproof = ClientWords.Dial(asked.Question),
            };

    private static CauseFound? Silence(DiagnosisCase asked) =>
        Connecting.Outcome(asked) != ConnectOutcome.TimedOut
        || Connecting.IsLostOnTheWay(asked)
        || asked.Server.Packet.Value is { IsShut: true }
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Possible,
                Summary =
                    $"nothing answers at {ClientWords.Target(asked.Question)} port {asked.Question.Port}: a firewall drops the packets, or the host is down.",
                Evidence = Connecting.Failure(asked),
                Fixes =
                [
                    .. RuleCause.OnClient($"ping -c 3 {ClientWords.Target(asked.Question)}"),
                    .. RuleCause.OnHost(
                        RouteCauses.Capture(asked),
                        "nft list ruleset; ufw status verbose; firewall-cmd --list-all"
                    ),
                ],
                Disproof =
                    $"{ClientWords.Dial(asked.Question)} from a machine in the host's own network times out too",
            };

    private static CauseFound? Unreachable(DiagnosisCase asked) =>
        Connecting.Outcome(asked) is not (ConnectOutcome.Unreachable or ConnectOutcome.Prohibited)
        || Connecting.IsLostOnTheWay(asked)
        || asked.Server.Packet.Value is { IsShut: true }
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Possible,
                Summary =
                    $"{ClientWords.Target(asked.Question)} is called unreachable: a firewall rejects with host- or admin-prohibited, or the host is down in its network.",
                Evidence = Connecting.Failure(asked),
                Fixes =
                [
                    .. RuleCause.OnClient($"ping -c 3 {ClientWords.Target(asked.Question)}"),
                    .. RuleCause.OnHost("firewall-cmd --list-all; iptables -S INPUT"),
                ],
                Disproof =
                    $"tcpdump on the client shows no ICMP answer while {ClientWords.Dial(asked.Question)} runs",
            };
}
