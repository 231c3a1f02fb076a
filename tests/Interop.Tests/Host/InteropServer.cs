using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Interop.Tests.Host;

/// <summary>The C# server, on loopback at a port that was free.</summary>
public sealed class InteropServer : IAsyncLifetime
{
    /// <summary>Larger than the default of 4 MiB, so that a payload of 4 MiB passes with its framing.</summary>
    public const int LargestMessage = 8 << 20;

    private readonly WebApplication app;

    public InteropServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listener => listener.Protocols = HttpProtocols.Http2
            )
        );
        builder.Services.AddSingleton<FateBook>();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = LargestMessage;
            grpc.ResponseCompressionAlgorithm = "gzip";
            grpc.ResponseCompressionLevel = CompressionLevel.Fastest;
        });
        app = builder.Build();
        app.MapGrpcService<InteropService>();
    }

    /// <summary>Where it listens: <c>http://127.0.0.1:PORT</c>.</summary>
    public Uri Address => new(app.Urls.Single());

    public async ValueTask InitializeAsync() => await app.StartAsync();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
