using Fleet.Controller.Api.Health.Figures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Controller.Api.Health;

/// <summary><c>/healthz</c> and <c>/metrics</c>: for machines, without a certificate. Where agents connect they say nothing of any host; on the address that the operator opened for metrics they do.</summary>
public static class HealthPages
{
    /// <param name="routes">Where they are added.</param>
    /// <param name="problem">Why the controller is not well, in one line; null: it is.</param>
    /// <param name="metrics">Figures of this process.</param>
    /// <param name="fleet">Figures of hosts, for callers over plain HTTP; null: none.</param>
    public static void Map(
        IEndpointRouteBuilder routes,
        Func<CancellationToken, Task<string?>> problem,
        MetricsCollector metrics,
        FleetFigurePage? fleet
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
                // The agents' port is open to the network: names of hosts are for the metrics' own address.
                if (fleet is not null && !http.Request.IsHttps)
                {
                    await http.Response.WriteAsync(
                        await fleet.TextAsync(http.RequestAborted),
                        http.RequestAborted
                    );
                }
            }
        );
    }
}
