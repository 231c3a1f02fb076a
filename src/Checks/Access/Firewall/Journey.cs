using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>A packet's way through the hooks, and how its end is told.</summary>
internal static class Journey
{
    public static readonly PacketHook[] WayIn =
    [
        PacketHook.Ingress,
        PacketHook.Prerouting,
        PacketHook.Input,
    ];
    public static readonly PacketHook[] WayOut =
    [
        PacketHook.Output,
        PacketHook.Postrouting,
        PacketHook.Egress,
    ];

    public static List<Flow> Pass(HookWalk walk, PacketHook[] hooks, List<Case> entering)
    {
        var ended = new List<Flow>();
        var live = entering;
        foreach (var hook in hooks)
        {
            var flows = walk.Walk(hook, live);
            ended.AddRange(flows.Where(flow => flow.Kind != FlowKind.Accept));
            live = [.. flows.Where(flow => flow.Kind == FlowKind.Accept).Select(flow => flow.Case)];
            if (hook == PacketHook.Output)
            {
                live = [.. live.Select(Postrouted)];
            }

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

    // Neighbour discovery's own packets carry their device already, and postrouting takes that for where they came in.
    private static Case Postrouted(Case state) =>
        state.Packet.Version == 6
        && state.Packet[PacketField.IcmpType]?.Single is { } type
        && (type == 135 || type == 136)
            ? state with
            {
                Packet = state.Packet with { InInterface = state.Packet.OutInterface },
            }
            : state;

    public static ConnectionEnd End(
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
}
