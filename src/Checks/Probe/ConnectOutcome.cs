namespace Fleet.Checks.Probe;

/// <summary>How an attempt to connect ended, as the kernel told it: each points somewhere else.</summary>
public enum ConnectOutcome
{
    Unspecified = 0,
    Connected,

    /// <summary>ECONNREFUSED: nothing listens there, or a firewall answers so (a reset, or ICMP port-unreachable).</summary>
    Refused,

    /// <summary>Nobody answered: packets are dropped on the way there or back, or the host is gone.</summary>
    TimedOut,

    /// <summary>EHOSTUNREACH or ENETUNREACH: no route, no neighbour, or a firewall that rejects with host- or admin-prohibited.</summary>
    Unreachable,

    /// <summary>ECONNRESET while connecting: a proxy, a load balancer or a firewall between.</summary>
    Reset,

    /// <summary>EACCES: over IPv6 an admin-prohibited answer; else a rule of this machine.</summary>
    Prohibited,

    /// <summary>Anything else; the reason says what.</summary>
    Failed,
}
