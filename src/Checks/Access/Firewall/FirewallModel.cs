using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>
/// What a host's rulesets do with a new TCP connection. Pure. It follows the packets that a connection begins with: the neighbour's question for the link address, the request
/// through ingress, prerouting and input, and the answer through output, postrouting and egress. A drop or reject of any table is final; an accept ends one base chain only (nft(8)).
/// The source's way back is taken to lead through the same interface.
/// </summary>
public sealed class FirewallModel(FirewallRuleset ruleset)
{
    private static readonly PacketHook[] WayIn =
    [
        PacketHook.Ingress,
        PacketHook.Prerouting,
        PacketHook.Input,
    ];
    private static readonly PacketHook[] WayOut =
    [
        PacketHook.Output,
        PacketHook.Postrouting,
        PacketHook.Egress,
    ];

    public ConnectionAnswer Ask(ConnectionQuestion asked)
    {
        var walk = new HookWalk(ruleset, new Place(asked), new WalkBudget());
        var ends = ImmutableArray.CreateBuilder<ConnectionEnd>();
        var sources = Neighbours(walk, asked, ends);
        if (!sources.IsEmpty)
        {
            Request(walk, asked with { Sources = sources }, ends);
        }

        return new ConnectionAnswer(ends.ToImmutable());
    }

    // Without its link address nobody can send this host anything: the packets are lost at the neighbour.
    private static IntervalSet Neighbours(
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
        foreach (var flow in Pass(walk, WayIn, [state]))
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
                    End(asked, flow, ConnectionStage.Neighbour, Sources(asked, flow.Case, isByName))
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
        var flows = Pass(walk, WayOut, [question]);
        if (flows.Exists(flow => flow.Kind == FlowKind.Accept))
        {
            var answer = new Case(Packets.OwnAnswer(asked)) { TrackedAs = TrackState.Untracked };
            flows.RemoveAll(flow => flow.Kind == FlowKind.Accept);
            flows.AddRange(Pass(walk, WayIn, [answer]));
        }

        var failed = flows.Where(flow => flow.Kind != FlowKind.Accept).ToList();
        ends.AddRange(
            failed.Select(flow => End(asked, flow, ConnectionStage.Neighbour, asked.Sources))
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
        foreach (var flow in Pass(walk, WayOut, [state]))
        {
            if (flow.Kind == FlowKind.Accept)
            {
                yield return question;
            }
            else
            {
                ends.Add(
                    End(asked, flow, ConnectionStage.Neighbour, Sources(asked, question, isByName))
                );
            }
        }
    }

    private static void Request(
        HookWalk walk,
        ConnectionQuestion asked,
        ImmutableArray<ConnectionEnd>.Builder ends
    )
    {
        var state = new Case(Packets.Request(asked)) { TrackedAs = TrackState.New };
        foreach (var flow in Pass(walk, WayIn, [state]))
        {
            var sources = flow.Case.Packet[PacketField.SourceAddress]!;
            if (flow.Kind is FlowKind.Accept or FlowKind.Reject && flow.Case.DivertedTo is null)
            {
                ends.AddRange(Answers(walk, asked, flow, sources));
            }
            else
            {
                ends.Add(End(asked, flow, ConnectionStage.Request, sources));
            }
        }
    }

    // An answer that does not get out is a request that seems lost.
    private static IEnumerable<ConnectionEnd> Answers(
        HookWalk walk,
        ConnectionQuestion asked,
        Flow came,
        IntervalSet sources
    )
    {
        var request = came.Case.Packet;
        var isTracked =
            !came.Case.IsUntracked
            && request[PacketField.ConnectionState]?.Single == TrackState.New;
        var state = came.Case with
        {
            Packet =
                came.Kind == FlowKind.Accept
                    ? Packets.Answer(asked, request)
                    : Packets
                        .Refusal(asked, request, came.Reject)
                        .With(
                            PacketField.ConnectionState,
                            isTracked ? TrackState.Related : TrackState.Invalid
                        ),
            TrackedAs =
                isTracked && came.Kind == FlowKind.Accept
                    ? TrackState.Established
                    : TrackState.Invalid,
            IsUntracked = false,
            IsTranslated = true,
        };
        foreach (var flow in Pass(walk, WayOut, [state]))
        {
            var whom =
                flow.Case.Packet[PacketField.DestinationAddress]?.Intersect(sources) ?? sources;
            yield return flow.Kind == FlowKind.Accept
                ? End(asked, came with { Case = flow.Case }, ConnectionStage.Request, whom) with
                {
                    Port = request[PacketField.DestinationPort] ?? IntervalSet.All,
                }
                : End(asked, flow, ConnectionStage.Answer, whom);
        }
    }

    private static List<Flow> Pass(HookWalk walk, PacketHook[] hooks, List<Case> entering)
    {
        var ended = new List<Flow>();
        var live = entering;
        foreach (var hook in hooks)
        {
            var flows = walk.Walk(hook, live);
            ended.AddRange(flows.Where(flow => flow.Kind != FlowKind.Accept));
            live = [.. flows.Where(flow => flow.Kind == FlowKind.Accept).Select(flow => flow.Case)];
            if (hook == PacketHook.Prerouting)
            {
                // What is sent elsewhere does not come to input.
                ended.AddRange(
                    live.Where(state => state.DivertedTo is not null)
                        .Select(state => new Flow(state, FlowKind.Accept, state.LastAccept))
                );
                live.RemoveAll(state => state.DivertedTo is not null);
            }
        }

        ended.AddRange(live.Select(state => new Flow(state, FlowKind.Accept, state.LastAccept)));
        return ended;
    }

    private static IntervalSet Sources(ConnectionQuestion asked, Case question, bool isByName) =>
        isByName ? question.Packet[PacketField.SourceAddress]! : asked.Sources;

    private static ConnectionEnd End(
        ConnectionQuestion asked,
        Flow flow,
        ConnectionStage stage,
        IntervalSet sources
    )
    {
        var (outcome, symptom) = flow switch
        {
            { Case.DivertedTo: not null, Kind: FlowKind.Accept } => (
                PacketFate.Divert,
                asked.IsRouter == false && flow.Case.DivertedTo == Case.AnotherHost
                    ? ClientSymptom.Timeout
                    : ClientSymptom.Unknown
            ),
            { Kind: FlowKind.Accept } => (PacketFate.Accept, ClientSymptom.Open),
            // A refusal of an answer is told to this host, not to the client.
            { Kind: FlowKind.Drop }
            or { Kind: FlowKind.Reject }
                when flow.Kind == FlowKind.Drop || stage != ConnectionStage.Request => (
                PacketFate.Drop,
                ClientSymptom.Timeout
            ),
            { Kind: FlowKind.Reject } => (
                PacketFate.Reject,
                Symptoms.Of(flow.Reject, asked.IsVersion6)
            ),
            _ => (PacketFate.Unknown, ClientSymptom.Unknown),
        };
        return new ConnectionEnd
        {
            Fate = outcome,
            Symptom = symptom,
            Stage = stage,
            Sources = sources,
            Decision = flow.Decision,
            Assumptions = flow.Case.Assumptions,
            IsIdle = flow.Case.IsIdle,
            Reason = flow.Case.DivertedTo ?? flow.Reason,
        };
    }

    private sealed class Place(ConnectionQuestion asked) : IPlace
    {
        public bool? IsLocal(IntervalSet addresses)
        {
            var mine = IntervalSet.Union(
                asked.LocalAddresses.Append(asked.Destination).Select(IntervalSet.Of)
            );
            return addresses.Intersect(mine).IsEmpty ? false
                : addresses.Except(mine).IsEmpty ? true
                : null;
        }
    }
}
