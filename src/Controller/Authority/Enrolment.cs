namespace Fleet.Controller.Authority;

/// <summary>A host that joins, its token's secret already proved.</summary>
/// <param name="TokenId">The token; its use, end and revocation are checked again where it is spent.</param>
/// <param name="HostName">The name to join with.</param>
/// <param name="MachineIdHash">Tells a re-join of the same machine from another machine with its name; empty: not known, equal to nothing.</param>
/// <param name="Certificate">What is about to be signed.</param>
/// <param name="At">Now.</param>
/// <param name="LiveAfter">A host all of whose unrevoked certificates ended before this is not live: its name is free.</param>
public sealed record Enrolment(
    string TokenId,
    string HostName,
    ReadOnlyMemory<byte> MachineIdHash,
    IssuedCertificate Certificate,
    DateTimeOffset At,
    DateTimeOffset LiveAfter
);

/// <summary>A certificate as it is recorded: never its key.</summary>
/// <param name="Serial">Serial number, lower-case hexadecimal.</param>
/// <param name="NotBefore">Valid from.</param>
/// <param name="NotAfter">Valid until.</param>
public sealed record IssuedCertificate(
    string Serial,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter
);

/// <summary>How an enrolment ended.</summary>
public abstract record EnrolmentResult
{
    private EnrolmentResult() { }

    /// <summary>It joined.</summary>
    /// <param name="HostId">Its row id.</param>
    /// <param name="HostName">Its name.</param>
    /// <param name="Replaced">Serial numbers of its earlier certificates, revoked now.</param>
    public sealed record Enrolled(
        int HostId,
        string HostName,
        System.Collections.Immutable.ImmutableArray<string> Replaced
    ) : EnrolmentResult;

    /// <summary>It did not, and nothing was written.</summary>
    public sealed record Refused(EnrolmentRefusal Reason) : EnrolmentResult;
}

/// <summary>Why a host could not join.</summary>
public enum EnrolmentRefusal
{
    Unspecified = 0,

    /// <summary>No such token.</summary>
    TokenUnknown,

    /// <summary>No use is left.</summary>
    TokenSpent,
    TokenExpired,
    TokenRevoked,

    /// <summary>A live host of another machine has the name.</summary>
    NameTaken,
}

/// <summary>A certificate and its holder as recorded.</summary>
/// <param name="HostId">Whose.</param>
/// <param name="HostName">Its name now.</param>
/// <param name="Certificate">The certificate.</param>
/// <param name="Revoked">It must not be honoured any more.</param>
public sealed record AgentCertificateEntry(
    int HostId,
    string HostName,
    IssuedCertificate Certificate,
    bool Revoked
);
