using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet reach NAME --json</c> prints.</summary>
public sealed record ReachJson(
    int SchemaVersion,
    string Host,
    IReadOnlyList<ReachSightJson> Sights,
    IReadOnlyList<ReachVerdictJson> Verdicts,
    int NotAsked
)
{
    public static ReachJson From(ReachReport report) =>
        new(
            FleetJson.SchemaVersion,
            report.Host,
            [
                .. report.Sights.Select(sight => new ReachSightJson(
                    sight.From,
                    sight.Networks,
                    sight.Endpoint,
                    sight.Outcome,
                    sight.Meaning,
                    sight.WasReached,
                    sight.Note
                )),
            ],
            [
                .. report.Verdicts.Select(verdict => new ReachVerdictJson(
                    verdict.Endpoint,
                    Words.Json(verdict.Fault),
                    verdict.Text
                )),
            ],
            report.NotAsked
        );
}

/// <summary>What one vantage host saw of one address.</summary>
public sealed record ReachSightJson(
    string From,
    IReadOnlyList<string> Networks,
    string Endpoint,
    string Outcome,
    string Meaning,
    bool WasReached,
    string Note
);

/// <summary>What they say together.</summary>
public sealed record ReachVerdictJson(string Endpoint, string Fault, string Text);
