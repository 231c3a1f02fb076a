using Fleet.Controller.Api.Operating.Sweeps;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Sweeps.Reporting;
using Grpc.Core;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary>Fetches a sweep's report.</summary>
internal static class SweepFetch
{
    /// <exception cref="RpcException">There is no such sweep, or no controller.</exception>
    public static async Task<SweepReport> ReportAsync(
        ControllerClient client,
        long id,
        bool withResults,
        CancellationToken cancellationToken
    )
    {
        using var call = client.Sweeps.GetSweep(
            new() { Id = id, WithoutResults = !withResults },
            Asked.Patiently(cancellationToken)
        );
        var received = new ReceivedReport();
        await foreach (var part in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            received.Take(part);
        }

        return received.Report();
    }
}
