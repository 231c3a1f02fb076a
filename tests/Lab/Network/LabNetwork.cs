using System.Net;

namespace Fleet.Lab;

/// <summary>
/// A bridge in the lab with an IPv4 and an IPv6 range. The lab itself has the first address of both: <see cref="Gateway"/>. Hosts join by
/// veth, so what passes between them is real packets.
/// </summary>
public sealed class LabNetwork
{
    private const int FirstHost = 10;
    private readonly IPNetwork v4;
    private readonly IPNetwork v6;
    private int next = FirstHost - 1;

    internal LabNetwork(string name, string v4, string v6) =>
        (Name, this.v4, this.v6) = (name, IPNetwork.Parse(v4), IPNetwork.Parse(v6));

    public string Name { get; }

    /// <summary>The address at which hosts reach what runs in the lab but in no host (see <see cref="Lab.StartProcess"/>).</summary>
    public IPAddress Gateway => Offset(v4, 1);

    public IPAddress GatewayV6 => Offset(v6, 1);

    public int PrefixLength => v4.PrefixLength;

    public int PrefixLengthV6 => v6.PrefixLength;

    internal (IPAddress V4, IPAddress V6) NextAddresses()
    {
        var number = Interlocked.Increment(ref next);
        return (Offset(v4, number), Offset(v6, number));
    }

    private static IPAddress Offset(IPNetwork range, int number)
    {
        var bytes = range.BaseAddress.GetAddressBytes();
        bytes[^1] += checked((byte)number);
        return new IPAddress(bytes);
    }
}
