using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Interop.Tests.Host;

/// <summary>The C# server, on loopback at two ports that were free: clear text, and TLS that takes a client's certificate.</summary>
public sealed class InteropServer : IAsyncLifetime
{
    /// <summary>Larger than the default of 4 MiB, so that a payload of 4 MiB passes with its framing.</summary>
    public const int LargestMessage = 8 << 20;

    private readonly WebApplication app;

    public InteropServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(Listen);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<FateBook>();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = LargestMessage;
            grpc.ResponseCompressionAlgorithm = "gzip";
            grpc.ResponseCompressionLevel = CompressionLevel.Fastest;
            grpc.Interceptors.Add<TellingInterceptor>();
        });
        app = builder.Build();
        app.Use((context, next) => Encodings.Note(context, next));
        app.MapGrpcService<InteropService>();
        app.MapGrpcService(ByHand.Service);
    }

    public InteropKeys Keys { get; } = new();

    public EncodingLog Encodings { get; } = new();

    /// <summary>Where it listens in clear text.</summary>
    public Uri Address =>
        new(app.Urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal)));

    /// <summary>Where it listens with TLS.</summary>
    public Uri SecureAddress =>
        new(app.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal)));

    public async ValueTask InitializeAsync() => await app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Keys.Dispose();
    }

    private void Listen(KestrelServerOptions kestrel)
    {
        kestrel.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http2);
        kestrel.Listen(
            IPAddress.Loopback,
            0,
            listener =>
            {
                listener.Protocols = HttpProtocols.Http2;
                listener.UseHttps(tls =>
                {
                    tls.ServerCertificate = Keys.Server;
                    tls.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    tls.ClientCertificateValidation = (certificate, _, _) =>
                        Keys.Issued(certificate);
                });
            }
        );
    }
}
