using Fleet.Controller.Api.Operating;
using Fleet.Controller.History;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Ingest.Links;
using Fleet.Controller.Ingest.Sessions;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Cli.Serving;

/// <summary>What every area of the controller is built on.</summary>
public sealed record ControllerCore
{
    public required HistoryDatabase Database { get; init; }

    public required FleetQueries Queries { get; init; }

    public required IFleetReads Reads { get; init; }

    public required HostActors Actors { get; init; }

    public required AgentSessions Sessions { get; init; }

    public required LinkMonitor Links { get; init; }

    public required PolicyInForce Policy { get; init; }

    public required ControllerLog Log { get; init; }

    public required TimeProvider Time { get; init; }
}
