using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Diagnosis.Client;

/// <summary>What the client's machine sees of one address of the host.</summary>
/// <param name="Address">The address.</param>
/// <param name="Route">The client's own address on the way there; absent: the kernel has no way.</param>
/// <param name="Probe">What one connection learnt; unknown: none was made.</param>
public sealed record AddressLook(
    IPAddress Address,
    Known<IPAddress> Route,
    Known<SshProbeResult> Probe
)
{
    public bool IsVersion6 => Address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>How connecting ended; unspecified where nobody tried.</summary>
    public ConnectOutcome Connect => Probe.Value?.Connect ?? ConnectOutcome.Unspecified;

    public bool IsConnected => Connect == ConnectOutcome.Connected;
}
