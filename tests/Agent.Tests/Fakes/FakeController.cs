using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Fleet.Protos.Trust;
using Fleet.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Tests.Fakes;

/// <summary>A controller that keeps records in memory and can be stopped and started again: real TLS, real HTTP/2, the real contract.</summary>
public sealed class FakeController(TimeProvider time) : IAsyncDisposable
{
    private WebApplication? _app;
    private int _port;

    public FakeAuthority Authority { get; init; } = new(time);

    public X509Certificate2? ServerCertificate { get; init; }

    public string Token { get; set; } = "id.secret";

    public bool Revoked { get; set; }

    public uint Window { get; set; } = 1000;

    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>False: records are stored, but no ack is sent.</summary>
    public bool Acks { get; set; } = true;

    /// <summary>Overrides the next seq that a welcome names.</summary>
    public ulong? NextSeq { get; set; }

    public int Renewals { get; private set; }

    public List<Fleet.V1.Record> Stored { get; } = [];

    public ConcurrentQueue<Hello> Hellos { get; } = new();

    public ConcurrentQueue<DiagnosticReply> Replies { get; } = new();

    public ConcurrentQueue<Heartbeat> Heartbeats { get; } = new();

    public List<int> Batches { get; } = [];

    /// <summary>What is to be sent to the agent on its stream.</summary>
    public Channel<ControllerMessage> ToAgent { get; } =
        Channel.CreateUnbounded<ControllerMessage>();

    public string Address => $"127.0.0.1:{_port}";

    public bool Honours(X509Certificate2 agent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Authority.Root);
        chain.ChainPolicy.ExtraStore.Add(Authority.Intermediate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        return chain.Build(agent) && !Revoked;
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ListenLocalhostTls(
                _port,
                new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = ServerCertificate ?? Authority.Server(),
                    ServerCertificateChain = [Authority.Intermediate],
                    ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                    ClientCertificateValidation = (agent, _, _) => Honours(agent),
                }
            )
        );
        _app = builder.Build();
        _app.MapGrpcService<Links>();
        await _app.StartAsync();
        _port = new Uri(_app.Urls.Single()).Port;
    }

    /// <summary>As if killed: streams break.</summary>
    public async Task StopAsync()
    {
        if (_app is not null)
        {
            using var now = new CancellationTokenSource(TimeSpan.Zero);
            await _app.StopAsync(now.Token);
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public async Task<T> UntilAsync<T>(Func<T?> found, Action? meanwhile = null)
    {
        for (var tries = 0; tries < 3000; tries++)
        {
            lock (Stored)
            {
                if (found() is { } value && !value.Equals(default(T)))
                {
                    return value;
                }
            }

            meanwhile?.Invoke();
            await Task.Delay(10);
        }

        throw new TimeoutException(
            $"waited 30 s in vain; {Stored.Count} records, {Hellos.Count} hellos"
        );
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    public sealed class Links(FakeController controller) : AgentLink.AgentLinkBase
    {
        public override Task<EnrollReply> Enroll(EnrollRequest request, ServerCallContext context)
        {
            if (request.Token != controller.Token)
            {
                throw new RpcException(
                    new Status(StatusCode.Unauthenticated, "no such join token")
                );
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
            controller.Hellos.Enqueue(requestStream.Current.Hello);
            var writer = Channel.CreateUnbounded<ControllerMessage>();
            writer.Writer.TryWrite(new ControllerMessage { Welcome = Welcome() });
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
}

internal static class LocalhostTls
{
    public static void ListenLocalhostTls(
        this KestrelServerOptions kestrel,
        int port,
        HttpsConnectionAdapterOptions tls
    ) =>
        kestrel.Listen(
            System.Net.IPAddress.Loopback,
            port,
            listener =>
            {
                listener.Protocols = HttpProtocols.Http2;
                listener.UseHttps(tls);
            }
        );
}
