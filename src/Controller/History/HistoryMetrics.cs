using System.Diagnostics.Metrics;

namespace Fleet.Controller.History;

/// <summary>Figures of storage, under the meter <c>Fleet.Controller.History</c>.</summary>
internal static class HistoryMetrics
{
    private static readonly Meter Meter = new("Fleet.Controller.History");

    private static readonly Counter<long> Units = Meter.CreateCounter<long>(
        "fleet_commit_units",
        description: "changes stored"
    );

    private static readonly Counter<long> Failures = Meter.CreateCounter<long>(
        "fleet_commit_failures",
        description: "transactions that were not stored"
    );

    private static readonly Histogram<double> Seconds = Meter.CreateHistogram<double>(
        "fleet_commit_seconds",
        "s",
        "how long one transaction took"
    );

    public static void Committed(int units, TimeSpan took, bool stored)
    {
        Seconds.Record(took.TotalSeconds);
        if (stored)
        {
            Units.Add(units);
        }
        else
        {
            Failures.Add(1);
        }
    }
}
