using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Controller.History.Writing;

/// <summary>Who did what, chained: each entry's hash covers the one before it.</summary>
internal static class AuditLog
{
    /// <summary>Appends within the commit of what it tells of.</summary>
    public static void Write(WriteSession session, AuditEntry entry)
    {
        var previous =
            session.Scalar<byte[]>("SELECT hash FROM audit_entry ORDER BY id DESC LIMIT 1") ?? [];
        session.Run(
            "INSERT INTO audit_entry(at, actor, action, subject, detail, hash) VALUES($1, $2, $3, $4, $5, $6)",
            entry.At,
            entry.Actor,
            entry.Action,
            entry.Subject,
            entry.Detail,
            Hash(previous, entry)
        );
    }

    /// <summary>SHA-256 over the previous hash and the fields, each led by its length.</summary>
    public static byte[] Hash(byte[] previous, AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, previous);
        var at = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(at, entry.At.UtcTicks);
        Append(hash, at);
        foreach (var text in new[] { entry.Actor, entry.Action, entry.Subject, entry.Detail })
        {
            Append(hash, Encoding.UTF8.GetBytes(text));
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, byte[] field)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
        hash.AppendData(length);
        hash.AppendData(field);
    }
}

/// <summary>One act.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who: an operator, or <c>agent:NAME</c>.</param>
/// <param name="Action">Such as <c>token.create</c>.</param>
/// <param name="Subject">To what.</param>
/// <param name="Detail">Why, and how.</param>
public sealed record AuditEntry(
    DateTimeOffset At,
    string Actor,
    string Action,
    string Subject,
    string Detail
);
