using Fleet.Controller.Authority.Ca;
using Grpc.Core;

namespace Fleet.Controller.Authority.Joining;

/// <summary>Turns a join token and a certificate request into a host with a certificate.</summary>
public sealed class Enroller(
    CertificateAuthority authority,
    IAuthorityStore store,
    RevocationList revocations,
    TimeProvider time
)
{
    /// <summary>Enrols, or says why not. The token is spent only where a certificate is given.</summary>
    /// <param name="token">As the agent sent it.</param>
    /// <param name="certificateRequest">PKCS#10, DER.</param>
    /// <param name="ownName">What the host calls itself.</param>
    /// <param name="machineIdHash">See <see cref="Enrolment.MachineIdHash"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Issued> EnrolAsync(
        string token,
        ReadOnlyMemory<byte> certificateRequest,
        string ownName,
        ReadOnlyMemory<byte> machineIdHash,
        CancellationToken cancellationToken
    )
    {
        var (entry, refusal) = await ProveAsync(token, cancellationToken);
        if (entry is null)
        {
            return Refuse(refusal, "");
        }

        var (key, problem) = CertificateRequestReader.Read(certificateRequest.Span);
        if (key is null)
        {
            return Issued.Refused(StatusCode.InvalidArgument, problem);
        }

        var name = entry.HostName.Length > 0 ? entry.HostName : ownName;
        if (!HostName.IsValid(name))
        {
            return Issued.Refused(
                StatusCode.InvalidArgument,
                $"the host's own name cannot be its name here (expected {HostName.Expected}): make a token for a name with: fleet token create --host NAME"
            );
        }

        var plan = authority.PlanAgent();
        var now = time.GetUtcNow();
        var enrolment = new Enrolment(
            entry.Id,
            name,
            machineIdHash,
            plan,
            now,
            now - Renewer.Grace
        );
        return await store.EnrolAsync(enrolment, cancellationToken) switch
        {
            EnrolmentResult.Enrolled done => Welcome(done, plan, key),
            EnrolmentResult.Refused refused => Refuse(refused.Reason, name),
            var other => throw new InvalidOperationException($"no such result: {other}"),
        };
    }

    private Issued Welcome(
        EnrolmentResult.Enrolled done,
        IssuedCertificate plan,
        System.Security.Cryptography.X509Certificates.PublicKey key
    )
    {
        if (!done.Replaced.IsEmpty)
        {
            revocations.Add(new(done.HostId, done.Replaced, "this host joined again"));
        }

        return Issued.To(
            done.HostName,
            authority.IssueAgent(plan, key, done.HostId, done.HostName)
        );
    }

    /// <summary>Whether the sender knows the secret of a token that is still good. The store checks the rest again where it spends it.</summary>
    private async Task<(JoinTokenEntry? Entry, EnrolmentRefusal Refusal)> ProveAsync(
        string text,
        CancellationToken cancellationToken
    )
    {
        if (
            !TokenSecret.TryParse(text, out var secret)
            || await store.FindTokenAsync(secret.Value.Id, cancellationToken) is not { } entry
            || !secret.Value.Proves(entry.SecretHash)
        )
        {
            return (null, EnrolmentRefusal.TokenUnknown);
        }

        if (entry.Revoked)
        {
            return (null, EnrolmentRefusal.TokenRevoked);
        }

        if (entry.ExpiresAt <= time.GetUtcNow())
        {
            return (null, EnrolmentRefusal.TokenExpired);
        }

        return entry.UsesLeft > 0 ? (entry, default) : (null, EnrolmentRefusal.TokenSpent);
    }

    private static Issued Refuse(EnrolmentRefusal reason, string name) =>
        reason switch
        {
            EnrolmentRefusal.TokenSpent => Unauthenticated("the join token was used already"),
            EnrolmentRefusal.TokenExpired => Unauthenticated("the join token has expired"),
            EnrolmentRefusal.TokenRevoked => Unauthenticated("the join token was revoked"),
            EnrolmentRefusal.NameTaken => Issued.Refused(
                StatusCode.AlreadyExists,
                $"another machine is already the host {name}: give this one another name (fleet token create --host NAME), or, if it takes that one's place, first: fleet agents revoke {name}"
            ),
            _ => Unauthenticated("no such join token (a token is id.secret, all of it)"),
        };

    private static Issued Unauthenticated(string what) =>
        Issued.Refused(
            StatusCode.Unauthenticated,
            $"{what}: make a new one on the controller with: fleet token create"
        );
}
