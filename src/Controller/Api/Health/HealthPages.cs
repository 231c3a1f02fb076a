using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Controller.Api.Health;

/// <summary><c>/healthz</c> and <c>/metrics</c>: for machines, without a certificate, saying nothing of any host.</summary>
public static class HealthPages
{
    /// <param name="routes">Where they are added.</param>
    /// <param name="problem">Why the controller is not well, in one line; null: it is.</param>
    /// <param name="metrics">The figures.</param>
    public static void Map(
        IEndpointRouteBuilder routes,
        Func<CancellationToken, Task<string?>> problem,
        MetricsCollector metrics
    )
    {
        _ = routes.MapGet(
            "/healthz",
            async (HttpContext http) =>
            {
                var said = await problem(http.RequestAborted);
                http.Response.StatusCode = said is null ? 200 : 503;
                http.Response.ContentType = "text/plain; charset=utf-8";
                await http.Response.WriteAsync($"{said ?? "ok"}\n", http.RequestAborted);
            }
        );
        _ = routes.MapGet(
            "/metrics",
            async (HttpContext http) =>
            {
                http.Response.ContentType = MetricsText.ContentType;
                await http.Response.WriteAsync(
                    MetricsText.Render(metrics.Collect()),
                    http.RequestAborted
                );
            }
        );
    }
}
