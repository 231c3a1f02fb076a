using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fleet.Checks.Access.Pam;

/// <summary><c>NETWORK/BITS</c> and <c>NETWORK/MASK</c> of access.conf(5).</summary>
internal static class PamNetwork
{
    /// <summary>Null where the network is no address.</summary>
    public static bool? Contains(string token, IPAddress address)
    {
        var slash = token.IndexOf('/');
        if (!IPAddress.TryParse(token[..slash], out var network))
        {
            return null;
        }

        var mask = token[(slash + 1)..];
        var bits =
            int.TryParse(mask, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
            : IPAddress.TryParse(mask, out var dotted)
            && dotted.AddressFamily == AddressFamily.InterNetwork
                ? dotted.GetAddressBytes().Sum(part => int.PopCount(part))
            : -1;
        var (one, other) = (network.GetAddressBytes(), address.GetAddressBytes());
        return bits >= 0
            && bits <= one.Length * 8
            && one.Length == other.Length
            && Enumerable.Range(0, bits).All(bit => Bit(one, bit) == Bit(other, bit));
    }

    private static int Bit(byte[] bytes, int index) => (bytes[index / 8] >> (7 - (index % 8))) & 1;
}
