using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Agent.Simulate.Debian;

/// <summary>Public keys that nobody has the private half of: their numbers are hashes of whose they are. In the form of authorized_keys and .pub files.</summary>
internal static class SimulatedKeys
{
    private const int RsaBytes = 384;

    /// <summary>RFC 8709 §4.</summary>
    public static string Ed25519(string whose) => Line("ssh-ed25519", Bytes(whose, 32));

    /// <summary>RFC 5656 §3.1: the curve, and an uncompressed point.</summary>
    public static string Ecdsa(string whose) =>
        Line("ecdsa-sha2-nistp256", Encoding.ASCII.GetBytes("nistp256"), [4, .. Bytes(whose, 64)]);

    /// <summary>RFC 4253 §6.6: exponent and a modulus of 3072 bits.</summary>
    public static string Rsa(string whose)
    {
        var modulus = Bytes(whose, RsaBytes);
        modulus[0] |= 0x80;
        modulus[^1] |= 1;
        // An mpint is signed (RFC 4251 §5): a leading zero keeps it positive.
        return Line("ssh-rsa", [1, 0, 1], [0, .. modulus]);
    }

    private static string Line(string type, params byte[][] fields)
    {
        using var blob = new MemoryStream();
        Field(blob, Encoding.ASCII.GetBytes(type));
        foreach (var field in fields)
        {
            Field(blob, field);
        }

        return $"{type} {Convert.ToBase64String(blob.ToArray())}";
    }

    private static void Field(MemoryStream blob, byte[] field)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
        blob.Write(length);
        blob.Write(field);
    }

    private static byte[] Bytes(string whose, int count) =>
        Enumerable
            .Range(0, (count + SHA256.HashSizeInBytes - 1) / SHA256.HashSizeInBytes)
            .SelectMany(i => SHA256.HashData(Encoding.UTF8.GetBytes($"{whose} {i}")))
            .Take(count)
            .ToArray();
}
