using System.Collections.Immutable;

namespace Fleet.Controller.Api.Health;

/// <summary>What kind of number a metric is, in Prometheus' words.</summary>
public enum MetricKind
{
    Unspecified = 0,
    Counter,
    Gauge,
    Histogram,
}

/// <summary>One series of a metric at one time.</summary>
/// <param name="Name">The instrument's name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Help">Its description.</param>
/// <param name="Labels">Sorted by name.</param>
/// <param name="Value">The value; of a histogram, the sum.</param>
/// <param name="Buckets">Of a histogram: how many were at most each of <see cref="Bounds"/>, cumulative, the last being all.</param>
public sealed record MetricPoint(
    string Name,
    MetricKind Kind,
    string Help,
    ImmutableArray<KeyValuePair<string, string>> Labels,
    double Value,
    ImmutableArray<long> Buckets
)
{
    /// <summary>Bounds of every histogram: seconds from a millisecond to half a minute.</summary>
    public static readonly ImmutableArray<double> Bounds =
    [
        0.001,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        0.5,
        1,
        2.5,
        5,
        10,
        30,
    ];
}
