using Fleet.Controller.Api.Listening;
using Fleet.Controller.Api.Operating.Sweeps;
using Fleet.Controller.History.Sweeps;
using Fleet.Controller.Sweeps;
using Fleet.Controller.Sweeps.Asking;
using Fleet.Controller.Sweeps.Running;
using Fleet.Controller.Sweeps.Schedules;

namespace Fleet.Controller.Cli.Serving;

/// <summary>Sweeps: running, beginning by themselves, and what operators call of them.</summary>
internal sealed class SweepArea : IControllerArea
{
    private readonly SweepRunner _runner;
    private readonly SweepSchedules _schedules;

    public SweepArea(ControllerCore core)
    {
        var catalog = core.Policy.Catalog;
        var store = new SweepStore(core.Database);
        var schedules = new SweepScheduleStore(core.Database);
        _runner = new(
            new SweepParts
            {
                Asker = new AgentAsker(core.Sessions),
                Store = store,
                Targets = new(core.Database),
                Inputs = () => new(core.Database),
                Time = core.Time,
            },
            core.Policy,
            sweep => StoredProfiles.Of(sweep, catalog),
            core.Log.SweepFailed
        );
        _schedules = new(
            _runner,
            schedules,
            row => StoredProfiles.Of(row, catalog),
            core.Time,
            core.Log.SweepNotBegun
        );
        Service = OperatorService.Of(
            new SweepsApi(
                new()
                {
                    Runner = _runner,
                    Schedules = _schedules,
                    Store = store,
                    Reads = new(core.Database),
                    ScheduleStore = schedules,
                    Fleet = core.Reads,
                    Catalog = catalog,
                    Time = core.Time,
                }
            )
        );
    }

    public OperatorService? Service { get; }

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_runner.RunAsync(cancellationToken), _schedules.RunAsync(cancellationToken));
}
