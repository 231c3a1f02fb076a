using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Checks.Parsing.SshKeys;

/// <summary>A public key as files hold it: a type and a base64 blob that must agree (RFC 4253 §6.6, OpenSSH <c>sshkey_read</c>).</summary>
/// <param name="Type">The type that the blob itself names.</param>
/// <param name="Fingerprint"><c>SHA256:</c> and the base64, without padding, of SHA-256 over the blob; for a certificate over the key in it.</param>
public sealed record SshPublicKey(SshKeyType Type, string Fingerprint)
{
    /// <summary>The modulus of an RSA key, in bits; null for other types.</summary>
    public int? RsaBits { get; init; }

    /// <summary>Reads <c>type base64</c>; null with what OpenSSH holds against it.</summary>
    /// <param name="word">The word for the type.</param>
    /// <param name="base64">The blob: padded, without blanks.</param>
    /// <param name="error">Why there is no key.</param>
    public static SshPublicKey? Read(string word, string base64, out string error)
    {
        if (!SshKeyType.IsKnown(word))
        {
            error = $"unknown key type \"{word}\"";
            return null;
        }

        if (Decode(base64) is not { } blob)
        {
            error = "the key is no complete base64 (cut or wrapped?)";
            return null;
        }

        return Read(blob, word, out error);
    }

    /// <summary>Reads a blob as it travels on the wire, where its own name is all that says the type; null with what is wrong.</summary>
    public static SshPublicKey? Read(ReadOnlySpan<byte> blob, out string error)
    {
        var rest = blob;
        if (!TryField(ref rest, out var name))
        {
            error = "the key is cut short or damaged";
            return null;
        }

        return Read(blob, Encoding.Latin1.GetString(name), out error);
    }

    private static SshPublicKey? Read(ReadOnlySpan<byte> blob, string word, out string error)
    {
        error = "the key is cut short or damaged";
        var rest = blob;
        if (
            !TryField(ref rest, out var name)
            || SshKeyType.OnWire(Encoding.Latin1.GetString(name)) is not { } type
        )
        {
            return null;
        }

        if (!SshKeyType.MayStand(word, type))
        {
            error = $"the line says {word}, the key in it is {type.Name}";
            return null;
        }

        if (type.IsCertificate && !TryField(ref rest, out _))
        {
            return null;
        }

        var start = rest;
        if (SshKeyFields.Error(type, ref rest) is { } damage)
        {
            error = damage;
            return null;
        }

        if (!type.IsCertificate && !rest.IsEmpty)
        {
            return null;
        }

        error = "";
        var fields = start[..^rest.Length];
        return new SshPublicKey(type, Fingerprinted(type, fields))
        {
            RsaBits = SshKeyFields.RsaBits(type, fields),
        };
    }

    /// <summary>Strict, as <c>b64_pton</c> is: padded, and no bits beside the last byte.</summary>
    private static byte[]? Decode(string base64)
    {
        var blob = new byte[(base64.Length / 4 * 3) + 3];
        return
            Convert.TryFromBase64String(base64, blob, out var length)
            && length > 0
            && Convert.ToBase64String(blob, 0, length) == base64
            ? blob[..length]
            : null;
    }

    private static string Fingerprinted(SshKeyType type, ReadOnlySpan<byte> fields)
    {
        var name = Encoding.Latin1.GetBytes(type.PlainName);
        var plain = new byte[sizeof(uint) + name.Length + fields.Length];
        BinaryPrimitives.WriteInt32BigEndian(plain, name.Length);
        name.CopyTo(plain, sizeof(uint));
        fields.CopyTo(plain.AsSpan(sizeof(uint) + name.Length));
        return "SHA256:" + Convert.ToBase64String(SHA256.HashData(plain)).TrimEnd('=');
    }

    /// <summary>One length-prefixed string (RFC 4251 §5).</summary>
    internal static bool TryField(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> field)
    {
        field = [];
        if (
            rest.Length < sizeof(uint)
            || BinaryPrimitives.ReadUInt32BigEndian(rest) is var length
                && length > (uint)(rest.Length - sizeof(uint))
        )
        {
            return false;
        }

        field = rest.Slice(sizeof(uint), (int)BinaryPrimitives.ReadUInt32BigEndian(rest));
        rest = rest[(sizeof(uint) + field.Length)..];
        return true;
    }
}
