using Fleet.Controller.Api.Callers;
using Fleet.Controller.Api.Health;
using Fleet.Controller.Api.Operating;
using Fleet.Controller.Authority;
using Fleet.Controller.Authority.Joining;
using Fleet.Controller.Authority.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Controller.Api.Listening;

/// <summary>The listening controller: agents over TLS, operators over the socket, machines over HTTP.</summary>
public sealed class ControllerServer : IAsyncDisposable
{
    /// <summary>How long calls that are under way may take to end when the controller stops.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly WebApplication _web;
    private readonly MetricsCollector _metrics;
    private readonly string _socket;

    private ControllerServer(WebApplication web, MetricsCollector metrics, string socket) =>
        (_web, _metrics, _socket) = (web, metrics, socket);

    /// <summary>Binds and serves.</summary>
    /// <exception cref="IOException">An address is in use, or not this machine's.</exception>
    public static async Task<ControllerServer> StartAsync(
        ControllerParts parts,
        ListenPlan plan,
        ControllerFacts facts,
        Action<ILoggingBuilder> logging,
        CancellationToken cancellationToken
    )
    {
        var metrics = new MetricsCollector();
        var web = Build(parts, plan, facts, logging, metrics);
        var server = new ControllerServer(web, metrics, plan.Socket);
        try
        {
            await web.StartAsync(cancellationToken);
            OperatorSocket.Restrict(plan.Socket, plan.Group);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no more calls and lets those under way end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _web.StopAsync(cancellationToken);
        OperatorSocket.Remove(_socket);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _metrics.Dispose();
    }

    private static WebApplication Build(
        ControllerParts parts,
        ListenPlan plan,
        ControllerFacts facts,
        Action<ILoggingBuilder> logging,
        MetricsCollector metrics
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        // Nothing but our own options configures the listener.
        builder.Configuration.Sources.Clear();
        _ = builder.Logging.ClearProviders();
        logging(builder.Logging);
        Register(builder.Services, parts, facts);
        var gate = new AgentGate(parts.Certificates, parts.Revocations, parts.Authority);
        _ = builder
            .Services.AddSingleton(gate)
            .AddSingleton(new SocketPeers(plan.Group))
            .AddSingleton<CallerInterceptor>();
        var certificate = CertificateFor(parts, facts);
        _ = builder.WebHost.UseKestrelHttpsConfiguration();
        _ = builder.WebHost.ConfigureKestrel(kestrel =>
            ControllerListener.Configure(kestrel, plan, certificate, gate)
        );
        var web = builder.Build();
        _ = web.MapGrpcService<AgentLinkApi>();
        _ = web.MapGrpcService<OperatorsApi>();
        foreach (var service in parts.Services)
        {
            service.Map(web);
        }

        HealthPages.Map(web, parts.Problem, metrics, parts.Figures);
        return web;
    }

    private static ServerCertificate CertificateFor(ControllerParts parts, ControllerFacts facts)
    {
        var advertised = facts.AgentAddress[..facts.AgentAddress.LastIndexOf(':')].Trim('[', ']');
        return new(
            parts.Certificates,
            LocalNames.Names(advertised),
            () => LocalNames.Addresses(advertised),
            parts.Time
        );
    }

    private static void Register(
        IServiceCollection services,
        ControllerParts parts,
        ControllerFacts facts
    )
    {
        _ = services.Configure<HostOptions>(options => options.ShutdownTimeout = Farewell);
        // Ends come from the command, which drains first.
        _ = services.AddSingleton<IHostLifetime, CommandLifetime>();
        _ = services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = ControllerListener.LargestMessage;
            options.Interceptors.Add<CallerInterceptor>();
        });
        _ = services
            .AddSingleton(parts.Certificates)
            .AddSingleton(parts.Authority)
            .AddSingleton(parts.ApiTokens)
            .AddSingleton(parts.Revocations)
            .AddSingleton(parts.Sessions)
            .AddSingleton(parts.Reads)
            .AddSingleton(parts.Acts)
            .AddSingleton(parts.Time)
            .AddSingleton(facts)
            .AddSingleton<JoinTokens>()
            .AddSingleton<ApiTokens>()
            .AddSingleton<Enroller>()
            .AddSingleton<Renewer>()
            .AddSingleton<OperatorsApi>()
            .AddSingleton<AgentLinkApi>();
        foreach (var service in parts.Services)
        {
            service.Add(services);
        }
    }

    /// <summary>Leaves signals alone.</summary>
    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
