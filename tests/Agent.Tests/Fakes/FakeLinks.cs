using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Fleet.Protos.Trust;
using Fleet.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Fleet.Agent.Tests.Fakes;

/// <summary>The RPCs of <see cref="FakeController"/>.</summary>
public sealed class FakeLinks(FakeController controller) : AgentLink.AgentLinkBase
{
    public override Task<EnrollReply> Enroll(EnrollRequest request, ServerCallContext context)
    {
        if (request.Token != controller.Token)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, "no such join token"));
        }

        var reply = new EnrollReply { HostName = "web-12" };
        reply.Certificate = Issue(request.CertificateRequest);
        reply.Chain.AddRange(Chain());
        return Task.FromResult(reply);
    }

    public override Task<RenewReply> Renew(RenewRequest request, ServerCallContext context)
    {
        Assert.Null(context.GetHttpContext().Connection.ClientCertificate);
        using var old = X509CertificateLoader.LoadCertificate(request.Certificate.Span);
        using var key = old.GetECDsaPublicKey()!;
        if (
            controller.Revoked
            || !RenewalProof.Verify(
                key,
                request.CertificateRequest,
                request.SignedAt,
                request.Signature
            )
        )
        {
            throw new RpcException(
                new Status(
                    StatusCode.Unauthenticated,
                    "the certificate was revoked: this host must join again with a new token"
                )
            );
        }

        controller.Renewals++;
        var reply = new RenewReply { Certificate = Issue(request.CertificateRequest) };
        reply.Chain.AddRange(Chain());
        return Task.FromResult(reply);
    }

    public override async Task Connect(
        IAsyncStreamReader<AgentMessage> requestStream,
        IServerStreamWriter<ControllerMessage> responseStream,
        ServerCallContext context
    )
    {
        if (context.GetHttpContext().Connection.ClientCertificate is null)
        {
            throw new RpcException(
                new Status(StatusCode.Unauthenticated, "an agent needs a certificate")
            );
        }

        await requestStream.MoveNext();
        var welcome = Welcome();
        controller.Hellos.Enqueue(requestStream.Current.Hello);
        var writer = Channel.CreateUnbounded<ControllerMessage>();
        writer.Writer.TryWrite(new ControllerMessage { Welcome = welcome });
        var writing = WriteAsync(writer.Reader, responseStream, context.CancellationToken);
        var forwarding = ForwardAsync(writer.Writer, context.CancellationToken);
        await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
        {
            Take(message, writer.Writer);
        }

        writer.Writer.Complete();
        await Task.WhenAny(writing, forwarding);
    }

    private Welcome Welcome()
    {
        lock (controller.Stored)
        {
            return new Welcome
            {
                SpoolEpoch = 7,
                NextSeq =
                    controller.NextSeq
                    ?? (controller.Stored.Count == 0 ? 1 : controller.Stored[^1].Seq + 1),
                Heartbeat = Duration.FromTimeSpan(controller.Heartbeat),
                WindowRecords = controller.Window,
                HostName = "web-12",
            };
        }
    }

    private void Take(AgentMessage message, ChannelWriter<ControllerMessage> answer)
    {
        switch (message.MessageCase)
        {
            case AgentMessage.MessageOneofCase.Batch:
                lock (controller.Stored)
                {
                    controller.Batches.Add(message.Batch.Records.Count);
                    controller.Stored.AddRange(message.Batch.Records);
                }

                if (controller.Acks)
                {
                    answer.TryWrite(
                        new ControllerMessage
                        {
                            Ack = new Ack { Seq = message.Batch.Records[^1].Seq },
                        }
                    );
                }

                break;
            case AgentMessage.MessageOneofCase.DiagnosticReply:
                controller.Replies.Enqueue(message.DiagnosticReply);
                break;
            case AgentMessage.MessageOneofCase.Heartbeat:
                controller.Heartbeats.Enqueue(message.Heartbeat);
                break;
            default:
                break;
        }
    }

    private async Task ForwardAsync(
        ChannelWriter<ControllerMessage> to,
        CancellationToken cancellationToken
    )
    {
        await foreach (var message in controller.ToAgent.Reader.ReadAllAsync(cancellationToken))
        {
            await to.WriteAsync(message, cancellationToken);
        }
    }

    private static async Task WriteAsync(
        ChannelReader<ControllerMessage> messages,
        IServerStreamWriter<ControllerMessage> stream,
        CancellationToken cancellationToken
    )
    {
        await foreach (var message in messages.ReadAllAsync(cancellationToken))
        {
            await stream.WriteAsync(message, cancellationToken);
        }
    }

    private ByteString Issue(ByteString request) =>
        ByteString.CopyFrom(controller.Authority.Agent(request.ToByteArray()).RawData);

    private IEnumerable<ByteString> Chain() =>
        [
            ByteString.CopyFrom(controller.Authority.Intermediate.RawData),
            ByteString.CopyFrom(controller.Authority.Root.RawData),
        ];
}
