using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Controller.Api.Listening;
using Fleet.Controller.Api.Operating;
using Fleet.Controller.Authority;
using Fleet.Controller.Authority.Ca;
using Fleet.Controller.Cli;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Cli.Serving;
using Fleet.Protos.Trust;
using Fleet.V1;
using Google.Protobuf;
using Grpc.Net.Client;

namespace Fleet.Controller.Tests.Fakes;

/// <summary>A real listener with real TLS and a real unix socket, over a fake fleet.</summary>
public sealed class TestController : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly ControllerServer _server;

    private TestController(
        TempFolder folder,
        ControllerServer server,
        ControllerParts parts,
        ListenPlan plan
    ) => (_folder, _server, Parts, Plan) = (folder, server, parts, plan);

    public ControllerParts Parts { get; }

    public ListenPlan Plan { get; }

    public FakeFleet Fleet => (FakeFleet)Parts.Reads;

    public SetTime Time => (SetTime)Parts.Time;

    /// <summary>What /healthz shall complain of.</summary>
    public static async Task<TestController> StartAsync(
        string? problem = null,
        params OperatorService[] services
    )
    {
        var folder = new TempFolder();
        // Clients judge the listener's certificate by the real clock.
        var time = new SetTime(DateTimeOffset.UtcNow);
        var fleet = new FakeFleet();
        var parts = new ControllerParts
        {
            Certificates = CaFolder.OpenOrMake(folder["ca"], time),
            Authority = new MemoryAuthorityStore(),
            ApiTokens = new MemoryApiTokenStore(),
            Revocations = new RevocationList(),
            Sessions = fleet,
            Reads = fleet,
            Acts = fleet,
            Services = services,
            Problem = _ => Task.FromResult(problem),
            Time = time,
        };
        var plan = new ListenPlan(
            ServeOptions.Free(new(IPAddress.Loopback, 0), orAnother: false),
            folder["fleet.sock"],
            ServeOptions.Free(new(IPAddress.Loopback, 0), orAnother: false)
        );
        var facts = new ControllerFacts(
            "0.0.0-test",
            time.Now,
            plan.Agents.ToString(),
            parts.Certificates.RootPin
        );
        var server = await ControllerServer.StartAsync(parts, plan, facts, _ => { }, default);
        return new(folder, server, parts, plan);
    }

    /// <summary>A channel as an agent opens it: pinned root, its certificate where it has one.</summary>
    public GrpcChannel Dial(X509Certificate2? certificate = null, ECDsa? key = null) =>
        GrpcChannel.ForAddress(
            $"https://{Plan.Agents}",
            new() { HttpHandler = Handler(certificate, key), DisposeHttpClient = true }
        );

    public SocketsHttpHandler Handler(X509Certificate2? certificate = null, ECDsa? key = null)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, server, _, _) =>
                    CarriedRoot.Find((X509Certificate2)server!, Parts.Certificates.RootPin)
                        is not null,
            },
        };
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(
                certificate.CopyWithPrivateKey(key!),
                [Parts.Certificates.Intermediate],
                offline: true
            );
        }

        return handler;
    }

    /// <summary>Joins by the RPC.</summary>
    public async Task<X509Certificate2> JoinAsync(ECDsa key, string name)
    {
        using var output = new StringWriter();
        Assert.Equal(0, await RunAsync(output, "token", "create", "--json"));
        var secret = System
            .Text.Json.JsonDocument.Parse(output.ToString())
            .RootElement.GetProperty("secret")
            .GetString();
        using var channel = Dial();
        var reply = await new AgentLink.AgentLinkClient(channel).EnrollAsync(
            new()
            {
                Token = secret,
                CertificateRequest = ByteString.CopyFrom(AgentKey.Request(key)),
                HostName = name,
                MachineIdHash = ByteString.CopyFrom(1),
            }
        );
        return X509CertificateLoader.LoadCertificate(reply.Certificate.Span);
    }

    /// <summary>Runs the command against this controller.</summary>
    public Task<int> RunAsync(TextWriter output, params string[] arguments) =>
        RunAsync(output, TextWriter.Null, null, arguments);

    public Task<int> RunAsync(
        TextWriter output,
        TextWriter error,
        int? width,
        params string[] arguments
    ) => FleetCommand.RunAsync(arguments, Environment(output, error, width, Plan.Socket));

    public static CliEnvironment Environment(
        TextWriter output,
        TextWriter error,
        int? width,
        string socket
    ) =>
        new()
        {
            Out = output,
            Error = error,
            Variable = name =>
                name switch
                {
                    "FLEET_SOCKET" => socket,
                    "NO_COLOR" => "1",
                    _ => null,
                },
            TerminalWidth = width,
            Time = TimeProvider.System,
            Zone = TimeZoneInfo.Utc,
            IsRoot = false,
            FileExists = File.Exists,
            FirstLine = path => File.Exists(path) ? File.ReadLines(path).FirstOrDefault() : null,
        };

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(default);
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
