using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>The questions for link addresses that go before everything else: ARP, and IPv6 neighbour discovery (RFC 4861).</summary>
internal static class NeighbourWalk
{
    /// <summary>The sources that learn this host's link address; the ends of the others are added.</summary>
    public static IntervalSet Ask(
        HookWalk walk,
        ConnectionQuestion asked,
        ImmutableArray<ConnectionEnd>.Builder ends
    )
    {
        if (asked.Interface == "lo")
        {
            return asked.Sources;
        }

        var state = new Case(Packets.Neighbour(asked)) { TrackedAs = TrackState.Untracked };
        var passed = new List<Case>();
        var isByName = asked is { IsVersion6: true, IsOnLink: true };
        foreach (var flow in Journey.Pass(walk, Journey.WayIn, [state]))
        {
            if (flow.Kind == FlowKind.Accept)
            {
                passed.AddRange(
                    Reply(
                        walk,
                        asked,
                        flow.Case,
                        Packets.NeighbourAnswer(asked, flow.Case.Packet),
                        ends,
                        isByName
                    )
                );
            }
            else
            {
                ends.Add(
                    Journey.End(
                        asked,
                        flow,
                        ConnectionStage.Neighbour,
                        Sources(asked, flow.Case, isByName)
                    )
                );
            }
        }

        return asked.MustAskForSource && OwnQuestion(walk, asked, ends)
            ? IntervalSet.Empty
            : IntervalSet.Union(passed.Select(c => Sources(asked, c, isByName)));
    }

    // This host asks, the source answers: true where that certainly fails.
    private static bool OwnQuestion(
        HookWalk walk,
        ConnectionQuestion asked,
        ImmutableArray<ConnectionEnd>.Builder ends
    )
    {
        var question = new Case(Packets.OwnQuestion(asked)) { TrackedAs = TrackState.Untracked };
        var flows = Journey.Pass(walk, Journey.WayOut, [question]);
        if (flows.Exists(flow => flow.Kind == FlowKind.Accept))
        {
            var answer = new Case(Packets.OwnAnswer(asked)) { TrackedAs = TrackState.Untracked };
            flows.RemoveAll(flow => flow.Kind == FlowKind.Accept);
            flows.AddRange(Journey.Pass(walk, Journey.WayIn, [answer]));
        }

        var failed = flows.Where(flow => flow.Kind != FlowKind.Accept).ToList();
        ends.AddRange(
            failed.Select(flow =>
                Journey.End(asked, flow, ConnectionStage.Neighbour, asked.Sources)
            )
        );
        return failed.Count == flows.Count;
    }

    private static IEnumerable<Case> Reply(
        HookWalk walk,
        ConnectionQuestion asked,
        Case question,
        Packet answer,
        ImmutableArray<ConnectionEnd>.Builder ends,
        bool isByName
    )
    {
        var state = question with { Packet = answer, IsUntracked = false };
        foreach (var flow in Journey.Pass(walk, Journey.WayOut, [state]))
        {
            if (flow.Kind == FlowKind.Accept)
            {
                yield return question;
            }
            else
            {
                ends.Add(
                    Journey.End(
                        asked,
                        flow,
                        ConnectionStage.Neighbour,
                        Sources(asked, question, isByName)
                    )
                );
            }
        }
    }

    private static IntervalSet Sources(ConnectionQuestion asked, Case question, bool isByName) =>
        isByName ? question.Packet[PacketField.SourceAddress]! : asked.Sources;
}
