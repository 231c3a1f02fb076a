using System.Diagnostics.Metrics;
using Fleet.Controller.Api.Health;

namespace Fleet.Controller.Tests.Api.Health;

public sealed class MetricsTextTests
{
    [Fact]
    public void Counters_gauges_and_histograms_become_Prometheus_text()
    {
        using var meter = new Meter($"Fleet.Tests.{Guid.NewGuid()}");
        using var collector = new MetricsCollector();
        var records = meter.CreateCounter<long>("fleet_test_records", description: "records taken");
        var seconds = meter.CreateHistogram<double>("fleet_test_seconds", "s", "how long");
        _ = meter.CreateObservableGauge(
            "fleet_test_hosts",
            () => new Measurement<int>(3, new KeyValuePair<string, object?>("state", "a\"b\\c\nd"))
        );

        records.Add(2);
        records.Add(3);
        seconds.Record(0.002);
        seconds.Record(40);

        var text = MetricsText.Render(
            collector
                .Collect()
                .Where(p => p.Name.StartsWith("fleet_test", StringComparison.Ordinal))
        );
        Assert.Contains(
            "# HELP fleet_test_records_total records taken\n# TYPE fleet_test_records_total counter\nfleet_test_records_total 5\n",
            text
        );
        Assert.Contains("fleet_test_hosts{state=\"a\\\"b\\\\c\\nd\"} 3\n", text);
        Assert.Contains("fleet_test_seconds_bucket{le=\"0.001\"} 0\n", text);
        Assert.Contains("fleet_test_seconds_bucket{le=\"0.005\"} 1\n", text);
        Assert.Contains("fleet_test_seconds_bucket{le=\"+Inf\"} 2\n", text);
        Assert.Contains("fleet_test_seconds_sum 40.002\nfleet_test_seconds_count 2\n", text);
    }
}
