using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Controller.Tests.Notifications;

/// <summary>A real web server that takes notifications, or does not.</summary>
internal sealed class HttpReceiver : IAsyncDisposable
{
    private readonly WebApplication _web;

    private HttpReceiver(WebApplication web) => _web = web;

    /// <summary>Every request that came whole, also those that got no answer.</summary>
    public ConcurrentQueue<Received> Requests { get; } = new();

    /// <summary>What becomes of a request; null: 200.</summary>
    public Func<HttpContext, Task>? Answers { get; set; }

    public Uri Url { get; private set; } = null!;

    public static async Task<HttpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var web = builder.Build();
        var receiver = new HttpReceiver(web);
        web.Run(receiver.TakeAsync);
        await web.StartAsync();
        receiver.Url = new Uri(
            web.Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.Single()
        );
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        Requests.Enqueue(new(context.Request.Path, headers, body));
        if (Answers is { } answers)
        {
            await answers(context);
        }
    }
}

internal sealed record Received(string Path, Dictionary<string, string> Headers, string Body)
{
    public string Id => Headers["Fleet-Notification-Id"];
}
