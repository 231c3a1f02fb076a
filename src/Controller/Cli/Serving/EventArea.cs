using Fleet.Controller.Api.Listening;
using Fleet.Controller.Api.Operating.Feed;
using Fleet.Controller.History.Feed;

namespace Fleet.Controller.Cli.Serving;

/// <summary>The stream of what happens.</summary>
internal sealed class EventArea(ControllerCore core) : IControllerArea
{
    public OperatorService? Service { get; } =
        OperatorService.Of(
            new EventsApi(
                new FeedReads(core.Database),
                core.Database.Writer.Commits,
                core.Reads,
                core.Time
            )
        );

    /// <summary>Works only where somebody watches.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
