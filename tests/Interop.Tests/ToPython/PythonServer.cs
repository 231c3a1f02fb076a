using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Fleet.Interop.Tests.Host;
using Fleet.Interop.Tests.Interpreter;
using Grpc.Core;
using Grpc.Net.Client;

namespace Fleet.Interop.Tests.ToPython;

/// <summary>A Python server, and clients of the official C# kind for it.</summary>
public sealed class PythonServer : IAsyncLifetime
{
    private readonly InteropKeys keys = new();
    private PythonGrpc? python;
    private PythonScript? script;
    private GrpcChannel? channel;
    private string[] ports = [];

    public async ValueTask InitializeAsync()
    {
        python = await PythonGrpc.Find();
        if (python is not null)
        {
            script = python.Start("server.py", keys.Folder);
            ports = (await script.ReadLine()).Split(' ');
        }
    }

    /// <summary>A channel in clear text, shared. Skips the test when Python has no gRPC.</summary>
    public GrpcChannel Channel => channel ??= Open();

    /// <summary>A client over the shared channel. Skips the test when Python has no gRPC.</summary>
    public V1.Interop.InteropClient Client => new(Channel);

    /// <summary>A channel of its own in clear text, for the caller to dispose.</summary>
    public GrpcChannel Open(Action<GrpcChannelOptions>? configure = null)
    {
        Assert.SkipWhen(python is null, Missing.Packages);
        var options = new GrpcChannelOptions
        {
            MaxReceiveMessageSize = InteropServer.LargestMessage,
        };
        configure?.Invoke(options);
        return GrpcChannel.ForAddress($"http://127.0.0.1:{ports[0]}", options);
    }

    /// <summary>A channel over mutual TLS, for the caller to dispose; it shows the client's certificate.</summary>
    public GrpcChannel OpenSecure(CallCredentials? callCredentials = null)
    {
        Assert.SkipWhen(python is null, Missing.Packages);
        var tls = new SslClientAuthenticationOptions
        {
            ClientCertificates = new X509CertificateCollection { keys.Client },
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
                && certificate is not null
                && keys.Issued(certificate),
        };
        var options = new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { SslOptions = tls },
        };
        if (callCredentials is not null)
        {
            options.Credentials = ChannelCredentials.Create(
                ChannelCredentials.SecureSsl,
                callCredentials
            );
        }

        return GrpcChannel.ForAddress($"https://127.0.0.1:{ports[1]}", options);
    }

    public async ValueTask DisposeAsync()
    {
        channel?.Dispose();
        if (script is not null)
        {
            await script.DisposeAsync();
        }

        python?.Dispose();
        keys.Dispose();
    }
}
