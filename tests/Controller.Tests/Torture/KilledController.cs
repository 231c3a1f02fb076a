using System.Diagnostics;
using System.Net;
using Fleet.Controller.Authority;
using Fleet.Controller.History;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Links;
using Fleet.Controller.Ingest;
using Fleet.Controller.Ingest.Links;
using Fleet.Controller.Ingest.Sessions;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Tests.Ingest;
using Fleet.Controller.Tests.Judging;
using Fleet.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Controller.Tests.Torture;

/// <summary>A controller's way from the wire to the disk in a process of its own, so that it can be killed.</summary>
public sealed class KilledController
{
    private const string FolderVariable = "FLEET_TORTURE_FOLDER";

    /// <summary>The child: runs only when the parent asks for it by name.</summary>
    [Fact(Explicit = true)]
    public async Task Serves_until_it_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable)!;
        await using var database = await HistoryDatabase.OpenAsync(
            Path.Combine(folder, "fleet.db"),
            TimeProvider.System,
            CancellationToken.None
        );
        var options = new IngestOptions();
        var links = new LinkMonitor(
            new LinkStore(database),
            options,
            TimeProvider.System,
            (_, failure) => Console.Error.WriteLine(failure)
        );
        var watching = links.RunAsync(CancellationToken.None);
        using var sessions = new AgentSessions(
            new HostActors(new HostStore(database), _ => SampleCatalog.Rules, TimeProvider.System),
            links,
            new IngestRig.RevokedList(),
            options,
            TimeProvider.System
        );
        await using var app = Build(sessions);
        await app.StartAsync();
        var address = app
            .Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Single();
        await File.WriteAllTextAsync(Path.Combine(folder, "address.new"), address);
        File.Move(
            Path.Combine(folder, "address.new"),
            Path.Combine(folder, "address"),
            overwrite: true
        );
        await watching;
    }

    /// <summary>Starts the child and waits until it listens.</summary>
    internal static async Task<(Process Process, string Address)> StartAsync(string folder)
    {
        var file = Path.Combine(folder, "address");
        File.Delete(file);
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [FolderVariable] = folder },
        };
        string[] arguments =
        [
            "exec",
            typeof(KilledController).Assembly.Location,
            "-explicit",
            "only",
            "-method",
            $"{typeof(KilledController).FullName}.{nameof(Serves_until_it_is_killed)}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        for (var tries = 0; !File.Exists(file); tries++)
        {
            Assert.False(process.HasExited || tries > 1500, "the controller did not start");
            await Task.Delay(20);
        }

        return (process, await File.ReadAllTextAsync(file));
    }

    private static WebApplication Build(AgentSessions sessions)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2)
        );
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(sessions);
        var app = builder.Build();
        app.MapGrpcService<PlainLink>();
        return app;
    }

    /// <summary>Takes the identity from a header: certificates are another story.</summary>
    private sealed class PlainLink(AgentSessions sessions) : AgentLink.AgentLinkBase
    {
        public override Task Connect(
            IAsyncStreamReader<AgentMessage> requestStream,
            IServerStreamWriter<ControllerMessage> responseStream,
            ServerCallContext context
        )
        {
            var host = int.Parse(context.RequestHeaders.GetValue("host-id")!);
            return sessions.ServeAsync(
                new AgentIdentity(host, $"host-{host}", $"serial-{host}"),
                requestStream,
                responseStream,
                context.CancellationToken
            );
        }
    }
}
