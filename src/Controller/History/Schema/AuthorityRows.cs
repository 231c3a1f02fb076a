using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Schema;

/// <summary>A certificate that this controller gave; never its key.</summary>
[Table("agent_certificate")]
[Index(nameof(HostId))]
public sealed class AgentCertificateRow
{
    /// <summary>Lower-case hexadecimal.</summary>
    [Key]
    public required string Serial { get; init; }

    public int HostId { get; init; }

    public DateTimeOffset NotBefore { get; init; }

    public DateTimeOffset NotAfter { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public string? RevokedReason { get; init; }
}

/// <summary>A join token: a hash of its secret and what it allows.</summary>
[Table("enrolment_token")]
public sealed class EnrolmentTokenRow
{
    [Key]
    public required string Id { get; init; }

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public required string SecretHash { get; init; }

    public required string HostName { get; init; }

    /// <summary>A JSON object.</summary>
    public required string Labels { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public int UsesLeft { get; init; }

    public bool Revoked { get; init; }

    public required string CreatedBy { get; init; }
}

/// <summary>An API token: a hash of its secret, whose it is and what it allows.</summary>
[Table("api_token")]
public sealed class ApiTokenRow
{
    [Key]
    public required string Id { get; init; }

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public required string SecretHash { get; init; }

    public required string Operator { get; init; }

    /// <summary>A <see cref="Fleet.Controller.Authority.Roles.Role"/>.</summary>
    public int Role { get; init; }

    /// <summary>A JSON object of labels.</summary>
    public required string Scope { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public bool Revoked { get; init; }

    public required string CreatedBy { get; init; }
}

/// <summary>Who did what. Each entry carries the hash of the one before it: a row taken out or altered breaks the chain.</summary>
[Table("audit_entry")]
public sealed class AuditEntryRow
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    /// <summary>Such as <c>token.create</c>.</summary>
    public required string Action { get; init; }

    public required string Subject { get; init; }

    public required string Detail { get; init; }

    /// <summary>SHA-256 over the previous entry's hash and this entry's fields.</summary>
    public required byte[] Hash { get; init; }
}
