using Fleet.Checks.Parsing.AuthLog.Tails;
using static Fleet.Checks.Parsing.AuthLog.AuthLogKind;

namespace Fleet.Checks.Parsing.AuthLog.Messages;

/// <summary>Life and death of connections: OpenSSH packet.c, kex.c, sshd.c, srclimit.c, libwrap.</summary>
internal static class ConnectionMessages
{
    public static readonly MessagePattern[] All =
    [
        new("Connection closed by ", ConnectionClosed, PeerTail.Any, ConnectionClosedPreauth),
        new("Connection reset by ", ConnectionReset, PeerTail.Any, ConnectionResetPreauth),
        new("Connection from ", ConnectionFrom, PeerTail.First),
        new("Disconnected from ", Disconnected, PeerTail.Any, DisconnectedPreauth),
        new(
            "Received disconnect from ",
            ReceivedDisconnect,
            PeerTail.ReceivedDisconnect,
            ReceivedDisconnectPreauth
        ),
        new(
            "Read from socket failed: Connection reset by peer",
            ConnectionReset,
            null,
            ConnectionResetPreauth
        ),
        new("Unable to negotiate with ", UnableToNegotiate, PeerTail.WithDetail),
        new("Unable to negotiate a key exchange method", UnableToNegotiate),
        new("no matching ", UnableToNegotiate, DetailTail.Rest),
        new("kex_exchange_identification: Connection closed", NoIdentification),
        new("kex_exchange_identification: read: ", NoIdentification, DetailTail.Rest),
        new("kex_exchange_identification: ", BadProtocol, DetailTail.Rest),
        new("kex_protocol_error: ", BadProtocol, DetailTail.Rest),
        new("Did not receive identification string from ", NoIdentification, PeerTail.Alone),
        new("Bad protocol version identification ", BadProtocol, UserFromTail.SourceOnly),
        new("Magic value check failed ", BadProtocol, UserFromTail.SourceOnly),
        new("Protocol major versions differ for ", BadProtocol, PeerTail.WithDetail),
        new("banner exchange: Connection from ", BadProtocol, PeerTail.WithDetail),
        new("ssh_dispatch_run_fatal: Connection from ", PacketCorrupt, PeerTail.WithDetail),
        new("Corrupted MAC on input", PacketCorrupt),
        new("Bad packet length ", PacketCorrupt),
        new("Timeout, client not responding from ", ClientTimeout, PeerTail.Any),
        new("Timeout, client not responding", ClientTimeout),
        new("drop connection #", MaxstartupsDrop, DropTail.Read),
        new("beginning MaxStartups throttling", MaxstartupsBegin),
        new("exited MaxStartups throttling", MaxstartupsEnd),
        new("new ", PenaltyActivated, DropTail.Penalty),
        new("activating ", PenaltyActivated, DropTail.Penalty),
        new("refused connect from ", RefusedConnect, DropTail.TcpWrappers),
        new("Address ", BreakInAttempt, PeerTail.DoesNotMapBack),
        new("reverse mapping checking getaddrinfo for ", BreakInAttempt, PeerTail.Bracketed),
        new("Nasty PTR record ", BreakInAttempt, DetailTail.Rest),
    ];
}
