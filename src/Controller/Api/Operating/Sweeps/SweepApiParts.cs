using Fleet.Checks.Catalog;
using Fleet.Controller.History.Sweeps;
using Fleet.Controller.Sweeps.Running;
using Fleet.Controller.Sweeps.Schedules;

namespace Fleet.Controller.Api.Operating.Sweeps;

/// <summary>What the RPCs of sweeps call.</summary>
public sealed record SweepApiParts
{
    public required SweepRunner Runner { get; init; }

    public required SweepSchedules Schedules { get; init; }

    public required SweepStore Store { get; init; }

    public required SweepReads Reads { get; init; }

    public required SweepScheduleStore ScheduleStore { get; init; }

    /// <summary>The fleet, for what callers see of it.</summary>
    public required IFleetReads Fleet { get; init; }

    public required CheckCatalog Catalog { get; init; }

    public required TimeProvider Time { get; init; }
}
