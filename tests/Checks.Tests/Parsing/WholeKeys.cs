using System.Buffers.Binary;
using System.Text;

namespace Fleet.Checks.Tests.Parsing;

/// <summary>Public keys that have the form of their type and belong to nobody: for lines whose own key is shortened, as in examples.</summary>
internal static class WholeKeys
{
    /// <summary>The base64 of a key of a type; null for a type that OpenSSH does not have.</summary>
    public static string? Of(string type) =>
        type switch
        {
            "ssh-ed25519" => Blob(type, Bytes(32)),
            "ssh-rsa" => Blob(type, [1, 0, 1], [0, .. Bytes(256)]),
            "ssh-dss" => Blob(type, Bytes(100), Bytes(20), Bytes(100), Bytes(100)),
            "ecdsa-sha2-nistp256" => Curve(type, "nistp256", 64),
            "ecdsa-sha2-nistp384" => Curve(type, "nistp384", 96),
            "ecdsa-sha2-nistp521" => Curve(type, "nistp521", 132),
            "sk-ssh-ed25519@openssh.com" => Blob(type, Bytes(32), "ssh:"u8.ToArray()),
            "sk-ecdsa-sha2-nistp256@openssh.com" => Blob(
                type,
                "nistp256"u8.ToArray(),
                [4, .. Bytes(64)],
                "ssh:"u8.ToArray()
            ),
            _ => null,
        };

    private static string Curve(string type, string curve, int length) =>
        Blob(type, Encoding.ASCII.GetBytes(curve), [4, .. Bytes(length)]);

    private static byte[] Bytes(int length) => [0x70, .. Enumerable.Repeat((byte)7, length - 1)];

    // Strings with their lengths in front (RFC 4251 §5).
    private static string Blob(string type, params byte[][] fields)
    {
        var blob = new List<byte>();
        foreach (var field in fields.Prepend(Encoding.ASCII.GetBytes(type)))
        {
            var length = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
            blob.AddRange(length);
            blob.AddRange(field);
        }

        return Convert.ToBase64String([.. blob]);
    }
}
