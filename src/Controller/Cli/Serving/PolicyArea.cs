using Fleet.Controller.Api.Listening;
using Fleet.Controller.Api.Policies;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Policies;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging.Live;

namespace Fleet.Controller.Cli.Serving;

/// <summary>Policies: applied by operators, and the fleet judged by them.</summary>
internal sealed class PolicyArea : IControllerArea, IDisposable
{
    private readonly CancellationTokenSource _ends = new();
    private readonly ControllerCore _core;
    private readonly PolicyBook _book;

    public PolicyArea(ControllerCore core)
    {
        _core = core;
        var store = new PolicyStore(core.Database);
        var rejudging = new FleetRejudging(core.Actors, store.HostIdsAsync, core.Log.NotJudged);
        _book = new PolicyBook(store, core.Policy, rejudging, core.Time);
        Service = OperatorService.Of(
            new PoliciesApi(_book, new HostStore(core.Database), core.Reads, core.Time, _ends.Token)
        );
    }

    public OperatorService? Service { get; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var ending = cancellationToken.Register(_ends.Cancel);
        try
        {
            await CatchUpAsync(cancellationToken);
            // What operators apply ends with this.
            await Task.Delay(Timeout.InfiniteTimeSpan, _core.Time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _book.CatchUpAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is RecordsNotTakenException or TimeoutException)
        {
            _core.Log.FleetNotJudged(problem);
        }
    }

    public void Dispose()
    {
        _ends.Dispose();
        _book.Dispose();
    }
}
