using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.HostMtu;

/// <summary>Tells connections on which large packets vanish from those that merely lose some, or whose client is gone.</summary>
internal static class BlackHole
{
    // Four times without an answer is three seconds and more (RFC 6298): loss by chance is over by then.
    private const int ManyTimes = 4;

    // More than this cannot have arrived without a single full-sized segment among it.
    private const int StillSmall = 64 << 10;

    /// <summary>The least segment size whose packets may be too large for a path (IPv6's least MTU, less its headers).</summary>
    private const int Large = 1220;

    // What is in flight must be large: the answer of a key exchange alone is some 1300 bytes, perhaps with a small segment behind it.
    private const int LargeInFlight = 1000;
    private const int LargeOnAverage = 600;

    // tcp_base_mss, to which tcp_mtu_probing goes back when it finds that nothing passes (kernel tcp_timer.c).
    private const int ProbedDownTo = 1024;

    /// <summary>A large segment is sent again and again, although small ones arrived.</summary>
    public static bool IsStuck(TcpMeasure socket) =>
        socket.Flow is { } flow
        && flow.Retransmits >= ManyTimes
        && flow.InFlight > 0
        && flow.SegmentSize >= Large
        && socket.Unsent >= LargeInFlight
        && socket.Unsent / flow.InFlight >= LargeOnAverage
        && flow.Acknowledged is > 0 and < StillSmall;

    /// <summary>The kernel found out by trying that the path takes less than anybody says.</summary>
    /// <param name="socket">A connection.</param>
    /// <param name="probing">tcp_mtu_probing; with 2 every connection begins small.</param>
    public static bool IsShrunk(TcpMeasure socket, string probing) =>
        probing == "1"
        && socket.Flow is { } flow
        && flow.SegmentSize <= ProbedDownTo
        && flow.AdvertisedSize >= Large
        && flow.PathMtu >= Large
        && flow.TotalRetransmits > 0;
}
