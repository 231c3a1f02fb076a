using Fleet.Controller.Api.Listening;
using Fleet.Controller.Diagnosis.Attribution;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Judging.Attribution;

namespace Fleet.Controller.Cli.Serving;

/// <summary>Hosts are asked for what explains a regression as soon as it opens.</summary>
internal sealed class AttributionArea(ControllerCore core) : IControllerArea
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public OperatorService? Service => null;

    public Task RunAsync(CancellationToken cancellationToken) =>
        new AttributionLook(
            new OpeningQueries(core.Database),
            AskAsync,
            core.Time,
            core.Log.NotExplained
        ).RunAsync(cancellationToken);

    /// <summary>A host that is gone or refuses tells at its next run.</summary>
    private async Task AskAsync(int host, CancellationToken cancellationToken)
    {
        var answers = core.Sessions.RunChecksAsync(
            host,
            Attributions.Checks,
            Deadline,
            cancellationToken
        );
        await foreach (var _ in answers)
        {
            continue;
        }
    }
}
