namespace Fleet.Checks.Parsing.Firewall;

/// <summary>The answer that a reject sends (nft(8) reject statement, iptables-extensions(8) REJECT).</summary>
public enum RejectWith
{
    Unspecified = 0,
    TcpReset,
    PortUnreachable,

    /// <summary>net-unreachable; for IPv6 no-route.</summary>
    NetUnreachable,

    /// <summary>host-unreachable; for IPv6 addr-unreachable.</summary>
    HostUnreachable,
    ProtocolUnreachable,
    NetProhibited,
    HostProhibited,
    AdminProhibited,
    PolicyFail,
    RejectRoute,
}

/// <summary>Reads the names of both tools.</summary>
public static class RejectNames
{
    /// <summary>The answer's kind; <see cref="RejectWith.Unspecified"/> for a name that is not known.</summary>
    public static RejectWith Read(string name) =>
        name switch
        {
            "tcp-reset" or "reset" or "tcp-rst" => RejectWith.TcpReset,
            "port-unreachable"
            or "icmp-port-unreachable"
            or "icmp6-port-unreachable"
            or "port-unreach" => RejectWith.PortUnreachable,
            "net-unreachable" or "no-route" or "icmp-net-unreachable" or "icmp6-no-route" =>
                RejectWith.NetUnreachable,
            "host-unreachable"
            or "addr-unreachable"
            or "icmp-host-unreachable"
            or "icmp6-addr-unreachable" => RejectWith.HostUnreachable,
            "prot-unreachable" or "icmp-proto-unreachable" => RejectWith.ProtocolUnreachable,
            "net-prohibited" or "icmp-net-prohibited" => RejectWith.NetProhibited,
            "host-prohibited" or "icmp-host-prohibited" => RejectWith.HostProhibited,
            "admin-prohibited" or "icmp-admin-prohibited" or "icmp6-adm-prohibited" =>
                RejectWith.AdminProhibited,
            "policy-fail" or "icmp6-policy-fail" => RejectWith.PolicyFail,
            "reject-route" or "icmp6-reject-route" => RejectWith.RejectRoute,
            _ => RejectWith.Unspecified,
        };
}
