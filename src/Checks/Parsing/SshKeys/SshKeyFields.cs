namespace Fleet.Checks.Parsing.SshKeys;

/// <summary>The fields of a key: their number, and the lengths that OpenSSH insists on.</summary>
internal static class SshKeyFields
{
    private const int Ed25519Length = 32;
    private const int MlDsa44Ed25519Length = 1344;

    /// <summary>SSH_RSA_MINIMUM_MODULUS_SIZE of <c>sshkey.h</c>, in bits.</summary>
    private const int SmallestRsa = 1024;

    /// <summary>What is wrong; null, with <paramref name="rest"/> behind the last field, where nothing is.</summary>
    public static string? Error(SshKeyType type, ref ReadOnlySpan<byte> rest)
    {
        const string Damaged = "the key is cut short or damaged";
        for (var index = 0; index < type.Fields; index++)
        {
            if (!SshPublicKey.TryField(ref rest, out var field))
            {
                return Damaged;
            }

            var good = type.PlainName switch
            {
                "ssh-ed25519" => field.Length == Ed25519Length,
                "sk-ssh-ed25519@openssh.com" => index > 0 || field.Length == Ed25519Length,
                "ssh-mldsa44-ed25519@openssh.com" => field.Length == MlDsa44Ed25519Length,
                "ssh-rsa" or "ssh-dss" => IsPositive(field),
                _ => index > 1 || IsCurve(type.PlainName, index, field),
            };
            if (!good)
            {
                return Damaged;
            }

            if (type.PlainName == "ssh-rsa" && index == 1 && Bits(field) < SmallestRsa)
            {
                return $"the RSA key has {Bits(field)} bits, fewer than {SmallestRsa}";
            }
        }

        return null;
    }

    /// <summary>The modulus of an RSA key, in bits; null for other types.</summary>
    public static int? RsaBits(SshKeyType type, ReadOnlySpan<byte> fields) =>
        type.PlainName == "ssh-rsa"
        && SshPublicKey.TryField(ref fields, out _)
        && SshPublicKey.TryField(ref fields, out var modulus)
            ? Bits(modulus)
            : null;

    private static bool IsPositive(ReadOnlySpan<byte> number) =>
        !number.IsEmpty && number[0] < 0x80;

    private static int Bits(ReadOnlySpan<byte> number)
    {
        var digits = number.TrimStart((byte)0);
        return digits.IsEmpty
            ? 0
            : (digits.Length * 8) - System.Numerics.BitOperations.LeadingZeroCount(digits[0]) + 24;
    }

    /// <summary>The curve's name, then an uncompressed point on it (RFC 5656 §3.1).</summary>
    private static bool IsCurve(string type, int index, ReadOnlySpan<byte> field)
    {
        var (curve, length) =
            type.Contains("nistp256", StringComparison.Ordinal) ? ("nistp256", 65)
            : type.Contains("nistp384", StringComparison.Ordinal) ? ("nistp384", 97)
            : ("nistp521", 133);
        return index == 0
            ? field.SequenceEqual(System.Text.Encoding.ASCII.GetBytes(curve))
            : field.Length == length && field[0] == 4;
    }
}
