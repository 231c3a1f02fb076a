using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Diagnosis.Gates;

/// <summary>Does sshd take connections at the address and port?</summary>
public sealed class ListenerGate : Gate
{
    public override GateId Id => GateId.Listener;

    public override string Title => "listener";

    public override string Needs => "the host's sockets";

    public override Milestone ProvedBy => Milestone.Connected;

    // A connection may be with another program.
    public override EvidenceLine? ProofIn(DiagnosisCase asked) =>
        asked.Client.Proof(
            asked.Server.Sockets.Value is { } sockets
            && sockets.Any(socket => !socket.IsSsh && socket.EndPoint.Port == asked.Question.Port)
                ? Milestone.Identified
                : ProvedBy
        );

    public override GateVerdict Ask(DiagnosisCase asked)
    {
        var server = asked.Server;
        if (server.Running.Value == "no")
        {
            return GateVerdict.Closed([
                EvidenceLine.Server("sshd is not running", server.Running.Source),
                .. Connecting.Failure(asked),
            ]);
        }

        if (server.Sockets.Value is { } sockets)
        {
            return Held(asked, sockets);
        }

        return Connecting.Outcome(asked) is ConnectOutcome.Refused or ConnectOutcome.Reset
            ? GateVerdict.Closed(Connecting.Failure(asked))
            : GateVerdict.Unknown(server.Sockets.Reason);
    }

    private static GateVerdict Held(DiagnosisCase asked, IReadOnlyList<ServerSocket> sockets)
    {
        var asks = asked.Question;
        var taking = sockets.FirstOrDefault(socket =>
            asks.Address is null
                ? socket.EndPoint.Port == asks.Port
                : socket.Takes(asks.Address, asks.Port)
        );
        return taking is null
                ? GateVerdict.Closed([
                    EvidenceLine.Server(
                        $"nothing of sshd's listens at {asks.Address?.ToString() ?? "any address"} port {asks.Port}; it has {Names(sockets)}",
                        asked.Server.Sockets.Source
                    ),
                    .. Connecting.Failure(asked),
                ])
            : taking.IsSsh
                ? GateVerdict.Open(
                    EvidenceLine.Server(
                        $"{taking.Holder} holds {taking.EndPoint}",
                        asked.Server.Sockets.Source
                    )
                )
            : GateVerdict.Closed(
                EvidenceLine.Server(
                    $"{taking.Holder} holds {taking.EndPoint}",
                    asked.Server.Sockets.Source
                )
            );
    }

    private static string Names(IReadOnlyList<ServerSocket> sockets) =>
        sockets.Count == 0
            ? "no socket at all"
            : string.Join(' ', sockets.Select(socket => socket.EndPoint));
}
