using System.Text.Json;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.Controller.Diagnosis;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>Targets as many vantage hosts see them: sshd that is down looks other than a network that is cut.</summary>
internal sealed class MatrixRun(ControllerClient client, Screen screen)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <param name="targets">Hosts of the fleet; of their users nobody asks.</param>
    /// <param name="labels">What vantage hosts must have; none: all may look.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<int> RunAsync(
        IReadOnlyList<LoginTarget> targets,
        IReadOnlyList<string> labels,
        CancellationToken cancellationToken
    )
    {
        var reports = new List<ReachReport>();
        try
        {
            // One after another: no vantage host opens many connections at once.
            foreach (var target in targets)
            {
                reports.Add(await LookAsync(target, labels, cancellationToken));
            }
        }
        catch (RpcException failure) when (!cancellationToken.IsCancellationRequested)
        {
            var (said, exit) = Failure.Of(failure, client);
            return screen.Fail(said, exit);
        }

        if (screen.Json)
        {
            screen.Line(
                JsonSerializer.Serialize(
                    new MatrixJson(
                        FleetJson.SchemaVersion,
                        [.. reports.Select(report => ReachJson.From(report))]
                    ),
                    FleetJson.Default.MatrixJson
                )
            );
        }
        else
        {
            screen.Lines(MatrixText.Lines(reports, screen));
        }

        return Exit([.. reports.SelectMany(report => report.Verdicts)]);
    }

    private async Task<ReachReport> LookAsync(
        LoginTarget target,
        IReadOnlyList<string> labels,
        CancellationToken cancellationToken
    )
    {
        var report = await client.Operators.GetReachAsync(
            new GetReachRequest
            {
                Host = target.Host,
                Now = true,
                Everywhere = true,
                Labels = { labels },
            },
            new CallOptions(
                deadline: screen.Times.Now.UtcDateTime + Patience,
                cancellationToken: cancellationToken
            )
        );
        return target.Port is { } port ? At(report, $":{port}") : report;
    }

    private static ReachReport At(ReachReport report, string port)
    {
        var only = report.Clone();
        only.Sights.Clear();
        only.Sights.AddRange(
            report.Sights.Where(sight => sight.Endpoint.EndsWith(port, StringComparison.Ordinal))
        );
        only.Verdicts.Clear();
        only.Verdicts.AddRange(
            report.Verdicts.Where(one => one.Endpoint.EndsWith(port, StringComparison.Ordinal))
        );
        return only;
    }

    private static int Exit(IReadOnlyList<ReachConclusion> verdicts) =>
        verdicts.Any(one => one.Fault is ReachFault.Target or ReachFault.Way or ReachFault.Apart)
            ? ExitCode.Findings
        : verdicts.Count > 0 && verdicts.All(one => one.Fault == ReachFault.None) ? ExitCode.Clean
        : ExitCode.Offline;
}
