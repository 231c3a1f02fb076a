using Fleet.Controller.Api.Callers;
using Fleet.Controller.Authority.Ca;
using Fleet.Controller.Authority.Joining;
using Fleet.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Fleet.Controller.Api;

/// <summary>The agents' RPCs: certificates from the authority, records to the sessions.</summary>
public sealed class AgentLinkApi(
    Enroller enroller,
    Renewer renewer,
    CertificateAuthority authority,
    IAgentSessions sessions
) : AgentLink.AgentLinkBase
{
    public override async Task<EnrollReply> Enroll(EnrollRequest request, ServerCallContext context)
    {
        var issued = await enroller.EnrolAsync(
            request.Token,
            request.CertificateRequest.Memory,
            request.HostName,
            request.MachineIdHash.Memory,
            context.CancellationToken
        );
        return new()
        {
            Certificate = CertificateOf(issued),
            Chain = { Chain() },
            HostName = issued.HostName,
        };
    }

    public override async Task<RenewReply> Renew(RenewRequest request, ServerCallContext context)
    {
        var issued = await renewer.RenewAsync(request, context.CancellationToken);
        return new() { Certificate = CertificateOf(issued), Chain = { Chain() } };
    }

    public override Task Connect(
        IAsyncStreamReader<AgentMessage> requestStream,
        IServerStreamWriter<ControllerMessage> responseStream,
        ServerCallContext context
    ) =>
        sessions.ServeAsync(
            Actor.AgentOf(context),
            requestStream,
            responseStream,
            context.CancellationToken
        );

    private static ByteString CertificateOf(Issued issued) =>
        issued.Certificate is { } certificate
            ? ByteString.CopyFrom(certificate.RawDataMemory.Span)
            : throw new RpcException(issued.Problem);

    private IEnumerable<ByteString> Chain() =>
        authority.Chain.Select(each => ByteString.CopyFrom(each.Span));
}
