using System.Security.Cryptography.X509Certificates;
using Grpc.Core;

namespace Fleet.Controller.Authority.Joining;

/// <summary>The answer to an enrolment or a renewal: a certificate, or why not.</summary>
/// <param name="Certificate">The certificate; null where refused.</param>
/// <param name="HostName">Whose.</param>
/// <param name="Problem">What the agent is told; OK where granted.</param>
public sealed record Issued(X509Certificate2? Certificate, string HostName, Status Problem)
{
    public static Issued To(string hostName, X509Certificate2 certificate) =>
        new(certificate, hostName, Status.DefaultSuccess);

    public static Issued Refused(StatusCode code, string why) => new(null, "", new(code, why));
}
