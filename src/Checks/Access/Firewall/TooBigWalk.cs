using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>A router's word that a packet of a connection was too large for what lies ahead (RFC 1191, RFC 8201): without it large packets vanish for ever.</summary>
internal static class TooBigWalk
{
    public static ConnectionAnswer Ask(HookWalk walk, ConnectionQuestion asked)
    {
        var state = new Case(Packets.TooBig(asked)) { TrackedAs = TrackState.Related };
        return new ConnectionAnswer([
            .. Journey
                .Pass(walk, Journey.WayIn, [state])
                .Select(flow =>
                    Journey.End(
                        asked,
                        flow,
                        ConnectionStage.Request,
                        flow.Case.Packet[PacketField.SourceAddress] ?? asked.Sources
                    )
                ),
        ]);
    }
}
