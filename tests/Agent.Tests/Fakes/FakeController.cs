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

    public int Renewals { get; set; }

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
        _app.MapGrpcService<FakeLinks>();
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
