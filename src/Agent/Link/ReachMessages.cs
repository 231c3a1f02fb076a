using System.Collections.Immutable;
using System.Net;
using Fleet.V1;
using Google.Protobuf;
using Target = Fleet.Checks.Probe.ReachTarget;

namespace Fleet.Agent.Link;

/// <summary>Targets as the wire has them. What is no socket is left out: the rest of an assignment counts.</summary>
internal static class ReachMessages
{
    private const int MostTargets = 500;

    public static ImmutableArray<Target> Targets(IEnumerable<ReachTarget> targets) =>
        [.. targets.Take(MostTargets).Select(Target)];

    public static Target Target(ReachTarget? target) =>
        new(
            target?.Host ?? "",
            [.. (target?.Endpoints ?? []).Select(Socket).OfType<IPEndPoint>()],
            target?.Interval?.ToTimeSpan() ?? TimeSpan.Zero,
            target?.Offset?.ToTimeSpan() ?? TimeSpan.Zero
        );

    public static ReachEndpoint EndPoint(IPEndPoint socket) =>
        new()
        {
            Address = ByteString.CopyFrom(socket.Address.GetAddressBytes()),
            Port = (uint)socket.Port,
        };

    private static IPEndPoint? Socket(ReachEndpoint endPoint) =>
        endPoint.Address.Length is 4 or 16 && endPoint.Port is > 0 and <= IPEndPoint.MaxPort
            ? new IPEndPoint(new IPAddress(endPoint.Address.Span), (int)endPoint.Port)
            : null;
}
