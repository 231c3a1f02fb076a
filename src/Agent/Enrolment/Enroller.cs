using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Protos.Trust;
using Fleet.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Fleet.Agent.Enrolment;

/// <summary>What a host says of itself when it joins.</summary>
/// <param name="Name">What it calls itself; a token may bind another name.</param>
/// <param name="MachineIdHash"><see cref="MachineId.HashAsync"/>; empty: not known.</param>
public sealed record Applicant(string Name, ImmutableArray<byte> MachineIdHash);

/// <summary>Gets certificates: the first for a join token, the next ones for the one before.</summary>
public sealed class Enroller(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Joins. The key is made here; nothing is written.</summary>
    public async Task<Asked> JoinAsync(
        string controller,
        string pin,
        string token,
        Applicant host,
        CancellationToken cancellationToken
    )
    {
        using var channel = ControllerChannel.Anonymous(controller, pin, time);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        try
        {
            var reply = await channel
                .Client.EnrollAsync(
                    new EnrollRequest
                    {
                        Token = token,
                        CertificateRequest = RequestFor(key, host.Name),
                        HostName = host.Name,
                        MachineIdHash = ByteString.CopyFrom(host.MachineIdHash.AsSpan()),
                    },
                    cancellationToken: cancellationToken
                )
                .ResponseAsync.WaitAsync(Patience, time, cancellationToken);
            return Checked(
                new Membership
                {
                    Controller = controller,
                    HostName = reply.HostName,
                    Pin = pin,
                    Certificate = Certificate(reply.Certificate),
                    Chain = [.. reply.Chain.Select(Certificate)],
                    Key = key,
                },
                channel.Trust.Remark
            );
        }
        catch (RpcException failure)
        {
            return Asked.Failed(failure, channel.Trust, controller);
        }
        catch (TimeoutException)
        {
            return new Asked.Unreachable($"{controller} does not answer");
        }
    }

    /// <summary>Renews, over a connection without a certificate, so that one that has ended renews too: the request is signed with its key.</summary>
    public async Task<Asked> RenewAsync(Membership old, CancellationToken cancellationToken)
    {
        using var channel = ControllerChannel.Anonymous(old.Controller, old.Pin, time);
        var request = RequestFor(old.Key, old.HostName);
        var signedAt = Timestamp.FromDateTimeOffset(time.GetUtcNow());
        try
        {
            var reply = await channel
                .Client.RenewAsync(
                    new RenewRequest
                    {
                        Certificate = ByteString.CopyFrom(old.Certificate.RawDataMemory.Span),
                        CertificateRequest = request,
                        SignedAt = signedAt,
                        Signature = RenewalProof.Sign(old.Key, request, signedAt),
                    },
                    cancellationToken: cancellationToken
                )
                .ResponseAsync.WaitAsync(Patience, time, cancellationToken);
            return Checked(
                old with
                {
                    Certificate = Certificate(reply.Certificate),
                    Chain = [.. reply.Chain.Select(Certificate)],
                },
                channel.Trust.Remark
            );
        }
        catch (RpcException failure)
        {
            return Asked.Failed(failure, channel.Trust, old.Controller);
        }
        catch (TimeoutException)
        {
            return new Asked.Unreachable($"{old.Controller} does not answer");
        }
    }

    private static Asked Checked(Membership given, string remark) =>
        given.Chain.IsEmpty || RootPin.Of(given.Chain[^1]) != given.Pin
            ? new Asked.Refused(
                "the chain that the controller sent does not end in the root with our pin"
            )
            : new Asked.Granted(given, remark);

    private static X509Certificate2 Certificate(ByteString der) =>
        X509CertificateLoader.LoadCertificate(der.Span);

    /// <summary>PKCS#10 (RFC 2986). The subject is for people who look at it; the controller names the host.</summary>
    private static ByteString RequestFor(ECDsa key, string name)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        return ByteString.CopyFrom(
            new CertificateRequest(
                subject.Build(),
                key,
                HashAlgorithmName.SHA256
            ).CreateSigningRequest()
        );
    }
}
