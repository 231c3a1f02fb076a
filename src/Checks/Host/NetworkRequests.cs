using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Host;

/// <summary>The kernel's neighbour table of both families: who was found, or not found, at which link address (ip-neighbour(8)).</summary>
public sealed record ListNeighbours : HostRequest<ImmutableArray<Neighbour>>
{
    public override Capability Needs => Capability.ReadWorldReadable;
}

/// <param name="Address">The neighbour's address, without a zone.</param>
/// <param name="Device">The interface's index.</param>
/// <param name="State">What the kernel thinks of it.</param>
public sealed record Neighbour(string Address, int Device, NeighbourState State);

/// <summary>States of a neighbour (<c>NUD_*</c> of the kernel's <c>neighbour.h</c>).</summary>
public enum NeighbourState
{
    Unspecified = 0,

    /// <summary>Asked for, no answer yet.</summary>
    Incomplete,

    /// <summary>Heard of within seconds.</summary>
    Reachable,

    /// <summary>Known, not heard of lately; asked again when used.</summary>
    Stale,

    /// <summary>Used though stale; the answer is awaited.</summary>
    Delay,

    /// <summary>Being asked again.</summary>
    Probe,

    /// <summary>Asked in vain.</summary>
    Failed,

    /// <summary>Needs no asking: a point-to-point device, or set by hand.</summary>
    Fixed,
}

/// <summary>This host's own addresses, loopback's included (ip-address(8)).</summary>
public sealed record ListAddresses : HostRequest<ImmutableArray<HostAddress>>
{
    public override Capability Needs => Capability.ReadWorldReadable;
}

/// <param name="Address">The address, without a zone.</param>
/// <param name="PrefixLength">How many bits of it name the network.</param>
/// <param name="Device">The interface.</param>
/// <param name="State">Whether it can be used.</param>
public sealed record HostAddress(
    string Address,
    int PrefixLength,
    string Device,
    HostAddressState State
);

/// <summary>Whether an address can be used (<c>IFA_F_*</c> of the kernel's <c>if_addr.h</c>).</summary>
public enum HostAddressState
{
    Unspecified = 0,
    Usable,

    /// <summary>A random one for outgoing connections, soon replaced (RFC 8981), or one that is being phased out.</summary>
    Passing,

    /// <summary>Not yet known to be unique on its link.</summary>
    Tentative,

    /// <summary>Another machine on the link has it already.</summary>
    Duplicate,
}

/// <summary>Is a gateway of this host's own routes there? One ICMP echo; where it says nothing, one TCP connection that is closed at once. Both within two seconds.</summary>
/// <param name="Address">A gateway of this host's default routes; any other is refused.</param>
/// <param name="Device">The interface of the route.</param>
public sealed record AskGateway(string Address, string Device) : HostRequest<GatewayAnswer>
{
    public override Capability Needs => Capability.ConnectToOthers;
}

/// <param name="Answered">What answered.</param>
/// <param name="Took">How long the answer took; zero without one.</param>
public sealed record GatewayAnswer(GatewayWord Answered, TimeSpan Took);

/// <summary>How a gateway showed that it is there.</summary>
public enum GatewayWord
{
    Unspecified = 0,
    Echo,

    /// <summary>It accepted or refused a TCP connection.</summary>
    Tcp,

    /// <summary>Not a word; it may be there and say nothing.</summary>
    Nothing,

    /// <summary>The kernel could not reach it: no neighbour, no route.</summary>
    Unreachable,
}

/// <summary>Addresses of a name, or the name of an address, as every program of this host is told (getaddrinfo(3), getnameinfo(3): hosts file, DNS and whatever nsswitch.conf names).</summary>
/// <param name="Name">A host name, or an address to be named.</param>
/// <param name="Limit">The longest wait.</param>
public sealed record LookUp(string Name, TimeSpan Limit) : HostRequest<LookUpAnswer>
{
    public override Capability Needs => Capability.ReadWorldReadable;
}

/// <param name="Outcome">How it ended.</param>
/// <param name="Found">Addresses in the resolver's order, or the one name.</param>
/// <param name="Took">How long it took; the limit where it passed.</param>
public sealed record LookUpAnswer(
    LookUpOutcome Outcome,
    ImmutableArray<string> Found,
    TimeSpan Took
);

/// <summary>How a lookup ended.</summary>
public enum LookUpOutcome
{
    Unspecified = 0,
    Found,

    /// <summary>There is certainly no such name.</summary>
    NotFound,

    /// <summary>EAI_AGAIN and the like: no server answered, or it could not tell.</summary>
    Failed,

    /// <summary>The limit passed first.</summary>
    TimedOut,
}

/// <summary>Listening and established TCP sockets of local ports with what the kernel measures on them (sock_diag(7), <c>struct tcp_info</c>).</summary>
/// <param name="Ports">The local ports.</param>
public sealed record MeasureTcp(ImmutableArray<int> Ports) : HostRequest<ImmutableArray<TcpMeasure>>
{
    public override Capability Needs => Capability.ReadWorldReadable;
}

/// <param name="Local">This end.</param>
/// <param name="Remote">The other end; port 0 for a listening socket.</param>
/// <param name="IsListening">It listens; then <paramref name="Received"/> counts connections that wait to be accepted and <paramref name="Unsent"/> how many may.</param>
/// <param name="Received">Bytes that the program has not read.</param>
/// <param name="Unsent">Bytes that the other end has not acknowledged.</param>
/// <param name="Flow">What is measured on a connection; null for a listening socket.</param>
public sealed record TcpMeasure(
    IPEndPoint Local,
    IPEndPoint Remote,
    bool IsListening,
    uint Received,
    uint Unsent,
    TcpFlow? Flow
);

/// <summary>Parts of <c>struct tcp_info</c> (kernel <c>tcp.h</c>).</summary>
/// <param name="Retransmits">How often the oldest segment in flight was sent again without an answer (<c>tcpi_retransmits</c>).</param>
/// <param name="InFlight">Segments without an acknowledgement (<c>tcpi_unacked</c>).</param>
/// <param name="SegmentSize">Largest segment sent, bytes (<c>tcpi_snd_mss</c>).</param>
/// <param name="AdvertisedSize">Largest segment this host takes, bytes (<c>tcpi_advmss</c>): what its own link allows.</param>
/// <param name="PathMtu">What is believed of the path, bytes (<c>tcpi_pmtu</c>).</param>
/// <param name="TotalRetransmits">Since the connection began (<c>tcpi_total_retrans</c>).</param>
/// <param name="Acknowledged">Bytes that arrived (<c>tcpi_bytes_acked</c>).</param>
/// <param name="SinceHeard">Since the other end last said anything (<c>tcpi_last_ack_recv</c>).</param>
public sealed record TcpFlow(
    int Retransmits,
    uint InFlight,
    uint SegmentSize,
    uint AdvertisedSize,
    uint PathMtu,
    uint TotalRetransmits,
    ulong Acknowledged,
    TimeSpan SinceHeard
);

/// <summary>Paths that were found to be narrower than the interface: the kernel's route exceptions (ip-route(8) <c>show cache</c>).</summary>
public sealed record ListPathMtus : HostRequest<ImmutableArray<PathMtu>>
{
    public override Capability Needs => Capability.ReadWorldReadable;
}

/// <param name="Destination">Where the path leads.</param>
/// <param name="Bytes">The largest packet that passes.</param>
public sealed record PathMtu(string Destination, uint Bytes);

/// <summary>The newest kernel messages with a text in them (/dev/kmsg).</summary>
/// <param name="Containing">The text.</param>
/// <param name="Most">How many, from the newest.</param>
public sealed record ReadKernelLog(string Containing, int Most)
    : HostRequest<ImmutableArray<KernelMessage>>
{
    public override Capability Needs => Capability.ReadPrivileged;
}

/// <param name="SinceBoot">When it was said, on the kernel's clock.</param>
/// <param name="Text">What.</param>
public sealed record KernelMessage(TimeSpan SinceBoot, string Text);

/// <summary>The other hosts' sshds that the controller assigned to this one; null: nobody has assigned any yet.</summary>
public sealed record ListReachTargets : HostRequest<ReachAssignment>
{
    public override Capability Needs => Capability.ConnectToOthers;
}

/// <param name="Targets">Null: nobody has said.</param>
public sealed record ReachAssignment(ImmutableArray<ReachTarget>? Targets);

/// <summary>
/// Can another host's sshd be reached from here? One TCP connection, closed when the server has named itself; no authentication. Asked again soon, the last answer comes again.
/// </summary>
/// <param name="Address">An address that is assigned; any, except this host's own and those of many hosts, where <paramref name="OnDemand"/>.</param>
/// <param name="Port">The port, 1 to 65535.</param>
/// <param name="OnDemand">An operator asks for it now.</param>
public sealed record LookAtFleetSshd(string Address, int Port, bool OnDemand = false)
    : HostRequest<ReachLook>
{
    /// <summary>Makes no connection: tells the newest look, and is absent where there was none.</summary>
    public bool OnlyIfKnown { get; init; }

    public override Capability Needs => Capability.ConnectToOthers;
}
