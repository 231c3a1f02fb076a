using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>What connect(2) says on Linux for each answer (<c>icmp_err_convert</c>, <c>icmpv6_err_convert</c>).</summary>
internal static class Symptoms
{
    public static ClientSymptom Of(RejectWith reject, bool isVersion6) =>
        reject switch
        {
            RejectWith.TcpReset or RejectWith.PortUnreachable => ClientSymptom.Refused,
            RejectWith.NetUnreachable => ClientSymptom.NetworkUnreachable,
            RejectWith.HostUnreachable => ClientSymptom.NoRouteToHost,
            RejectWith.ProtocolUnreachable => ClientSymptom.ProtocolNotAvailable,
            RejectWith.NetProhibited => ClientSymptom.NetworkUnreachable,
            RejectWith.HostProhibited => ClientSymptom.NoRouteToHost,
            RejectWith.AdminProhibited => isVersion6
                ? ClientSymptom.PermissionDenied
                : ClientSymptom.NoRouteToHost,
            RejectWith.PolicyFail or RejectWith.RejectRoute => ClientSymptom.PermissionDenied,
            _ => ClientSymptom.Unknown,
        };

    /// <summary>The code of the answer's ICMP message.</summary>
    public static int Code(RejectWith reject, bool isVersion6) =>
        (reject, isVersion6) switch
        {
            (RejectWith.HostUnreachable, false) => 1,
            (RejectWith.ProtocolUnreachable, _) => 2,
            (RejectWith.PortUnreachable, false) => 3,
            (RejectWith.NetProhibited, _) => 9,
            (RejectWith.HostProhibited, _) => 10,
            (RejectWith.AdminProhibited, false) => 13,
            (RejectWith.AdminProhibited, true) => 1,
            (RejectWith.HostUnreachable, true) => 3,
            (RejectWith.PortUnreachable, true) => 4,
            (RejectWith.PolicyFail, _) => 5,
            (RejectWith.RejectRoute, _) => 6,
            _ => 0,
        };
}
