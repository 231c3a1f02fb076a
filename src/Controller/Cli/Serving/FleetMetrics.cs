using System.Diagnostics.Metrics;
using Fleet.Controller.Ingest.Links;
using Fleet.Controller.Ingest.Sessions;

namespace Fleet.Controller.Cli.Serving;

/// <summary>Figures of the fleet as a whole.</summary>
internal static class FleetMetrics
{
    /// <summary>Shows them until disposed.</summary>
    public static Meter Show(AgentSessions sessions, LinkMonitor links)
    {
        var meter = new Meter("Fleet.Controller");
        _ = meter.CreateObservableGauge(
            "fleet_agent_streams",
            () => sessions.Count,
            description: "open agent streams"
        );
        _ = meter.CreateObservableGauge(
            "fleet_hosts_online",
            links.CountOnline,
            description: "hosts heard of in time"
        );
        return meter;
    }
}
