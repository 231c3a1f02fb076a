using System.Net;
using Fleet.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Ingest.Sessions;

/// <summary>Targets as the wire has them.</summary>
public static class ReachMessages
{
    public static ReachTarget Of(Checks.Probe.ReachTarget target) =>
        new()
        {
            Host = target.Host,
            Interval = Duration.FromTimeSpan(target.Interval),
            Offset = Duration.FromTimeSpan(target.Offset),
            Endpoints = { target.EndPoints.Select(EndPoint) },
        };

    /// <summary>Null: it is no socket.</summary>
    public static IPEndPoint? Socket(ReachEndpoint? endPoint) =>
        endPoint is { Address.Length: 4 or 16, Port: > 0 and <= IPEndPoint.MaxPort }
            ? new IPEndPoint(new IPAddress(endPoint.Address.Span), (int)endPoint.Port)
            : null;

    private static ReachEndpoint EndPoint(IPEndPoint socket) =>
        new()
        {
            Address = ByteString.CopyFrom(socket.Address.GetAddressBytes()),
            Port = (uint)socket.Port,
        };
}
