using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Controller.Authority.Ca;
using Fleet.Protos.Trust;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Authority.Joining;

/// <summary>Exchanges a certificate for the next one, also after an outage of days.</summary>
public sealed class Renewer(
    CertificateAuthority authority,
    IAuthorityStore store,
    TimeProvider time
)
{
    /// <summary>How long after its end a certificate still renews.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    /// <summary>
    /// How far the proof's time may be from ours. Wide: a wrong clock is a fault to diagnose, not a reason to lose the host; and a replayed request gives the
    /// attacker a certificate for a key that he does not hold.
    /// </summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(1);

    public async Task<Issued> RenewAsync(RenewRequest request, CancellationToken cancellationToken)
    {
        using var old = Load(request.Certificate.Span);
        if (old is null || !WasVouchedFor(old))
        {
            return Denied("the certificate is not one of this controller's");
        }

        if (CaShapes.End(old) + Grace < time.GetUtcNow())
        {
            return Denied("the certificate ended more than 30 days ago");
        }

        if (ProofProblem(old, request) is { } problem)
        {
            return Denied(problem);
        }

        var (key, malformed) = CertificateRequestReader.Read(request.CertificateRequest.Span);
        if (key is null)
        {
            return Issued.Refused(StatusCode.InvalidArgument, malformed);
        }

        var serial = SerialNumber.Of(old);
        var holder = await store.FindCertificateAsync(serial, cancellationToken);
        if (holder is null || holder.Revoked)
        {
            return Denied(
                holder is null
                    ? "this controller has no record of the certificate"
                    : "the certificate was revoked"
            );
        }

        var plan = authority.PlanAgent();
        return await store.RenewAsync(serial, plan, cancellationToken)
            ? Issued.To(
                holder.HostName,
                authority.IssueAgent(plan, key, holder.HostId, holder.HostName)
            )
            : Denied("the certificate was revoked");
    }

    /// <summary>The chain is judged for a moment when the certificate was valid: its end is judged apart.</summary>
    private bool WasVouchedFor(X509Certificate2 old)
    {
        var now = time.GetUtcNow();
        var end = CaShapes.End(old);
        return authority.Vouches(old, now < end ? now : end.AddSeconds(-1));
    }

    private string? ProofProblem(X509Certificate2 old, RenewRequest request)
    {
        if (request.SignedAt is null)
        {
            return "the request says no time";
        }

        if ((request.SignedAt.ToDateTimeOffset() - time.GetUtcNow()).Duration() > ClockTolerance)
        {
            return $"the request was signed at {request.SignedAt.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm:ss'Z'} by the host's clock, more than a day from the controller's {time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}: set the host's clock";
        }

        using var key = old.GetECDsaPublicKey();
        return
            key is not null
            && RenewalProof.Verify(
                key,
                request.CertificateRequest,
                request.SignedAt,
                request.Signature
            )
            ? null
            : "the request is not signed with the certificate's key";
    }

    private static Issued Denied(string what) =>
        Issued.Refused(
            StatusCode.Unauthenticated,
            $"{what}: this host must join again with a new token (fleet token create)"
        );

    private static X509Certificate2? Load(ReadOnlySpan<byte> der)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
