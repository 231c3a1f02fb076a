using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>The client's first packet, this host's answer, and what follows.</summary>
internal static class RequestWalk
{
    /// <summary>Adds every end that a request can have.</summary>
    public static void Ask(
        HookWalk walk,
        ConnectionQuestion asked,
        ImmutableArray<ConnectionEnd>.Builder ends
    )
    {
        var state = new Case(Packets.Request(asked)) { TrackedAs = TrackState.New };
        foreach (var flow in Journey.Pass(walk, Journey.WayIn, [state]))
        {
            var sources = flow.Case.Packet[PacketField.SourceAddress]!;
            if (flow.Kind is FlowKind.Accept or FlowKind.Reject && flow.Case.DivertedTo is null)
            {
                ends.AddRange(Answers(walk, asked, flow, sources));
            }
            else
            {
                ends.Add(Journey.End(asked, flow, ConnectionStage.Request, sources));
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
        foreach (var flow in Journey.Pass(walk, Journey.WayOut, [state]))
        {
            var whom =
                flow.Case.Packet[PacketField.DestinationAddress]?.Intersect(sources) ?? sources;
            yield return flow.Kind == FlowKind.Accept
                ? Journey.End(
                    asked,
                    came with
                    {
                        Case = flow.Case,
                    },
                    ConnectionStage.Request,
                    whom
                ) with
                {
                    Port = request[PacketField.DestinationPort] ?? IntervalSet.All,
                    LaterLoss =
                        came.Kind == FlowKind.Accept
                            ? Later(walk, asked, came.Case, isTracked)
                            : null,
                }
                : Journey.End(asked, flow, ConnectionStage.Answer, whom);
        }
    }

    // The packets that follow the first: a ruleset may let in new connections and forget the established ones.
    private static Decision? Later(
        HookWalk walk,
        ConnectionQuestion asked,
        Case request,
        bool isTracked
    )
    {
        var state = request with
        {
            Packet = Packets.Later(asked, request.Packet),
            Translated = request.IsTranslated ? request.Packet : null,
            TrackedAs = isTracked ? TrackState.Established : TrackState.Invalid,
            IsUntracked = false,
        };
        var flows = Journey.Pass(walk, Journey.WayIn, [state]);
        return flows.TrueForAll(flow => flow.Kind is FlowKind.Drop or FlowKind.Reject)
            ? flows.FirstOrDefault().Decision
            : null;
    }
}
