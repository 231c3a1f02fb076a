using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Agent.Schedule;

/// <summary>Spreads the fleet's checks over their interval, so that a thousand hosts that start at once do not report at once ever after.</summary>
internal static class Spread
{
    /// <summary>How long after its start a host runs a check on its schedule for the first time: the same for the same names, from a hundredth of the interval up to all of it.</summary>
    public static TimeSpan Offset(string host, string check, TimeSpan interval)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{host}\0{check}"));
        var share = BinaryPrimitives.ReadUInt32LittleEndian(hash) / (double)uint.MaxValue;
        return interval * (0.01 + (0.99 * share));
    }
}
