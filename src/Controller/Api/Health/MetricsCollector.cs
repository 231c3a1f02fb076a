using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace Fleet.Controller.Api.Health;

/// <summary>Keeps the newest figures of this process' meters (<c>Fleet.*</c> and the runtime's) for <see cref="MetricsText"/>.</summary>
public sealed class MetricsCollector : IDisposable
{
    // Labels come from our own code; this bounds what a defect there could make of them.
    private const int MostSeries = 5_000;

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument, string), Series> _series = new();

    public MetricsCollector()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (
                instrument.Meter.Name.StartsWith("Fleet", StringComparison.Ordinal)
                || instrument.Meter.Name is "System.Runtime"
            )
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Take(i, value, tags));
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Take(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Take(i, value, tags));
        _listener.Start();
    }

    /// <summary>Everything as it is now.</summary>
    public ImmutableArray<MetricPoint> Collect()
    {
        foreach (var gone in _series.Where(each => each.Key.Item1.IsObservable))
        {
            _ = _series.TryRemove(gone);
        }

        _listener.RecordObservableInstruments();
        return [.. _series.Values.Select(series => series.Point())];
    }

    public void Dispose() => _listener.Dispose();

    private void Take(
        Instrument instrument,
        double value,
        ReadOnlySpan<KeyValuePair<string, object?>> tags
    )
    {
        ImmutableArray<KeyValuePair<string, string>> labels =
        [
            .. tags.ToArray()
                .Select(tag => KeyValuePair.Create(tag.Key, $"{tag.Value}"))
                .OrderBy(tag => tag.Key, StringComparer.Ordinal),
        ];
        var key = (instrument, string.Join('\0', labels.Select(l => $"{l.Key}\0{l.Value}")));
        if (_series.Count < MostSeries || _series.ContainsKey(key))
        {
            _series.GetOrAdd(key, _ => new Series(instrument, labels)).Take(value);
        }
    }

    private sealed class Series(
        Instrument instrument,
        ImmutableArray<KeyValuePair<string, string>> labels
    )
    {
        private readonly Lock _lock = new();
        private readonly MetricKind _kind = KindOf(instrument);
        private readonly long[] _buckets = new long[MetricPoint.Bounds.Length + 1];
        private double _value;

        public void Take(double value)
        {
            lock (_lock)
            {
                var adds = _kind == MetricKind.Histogram || IsDelta(instrument);
                _value = adds ? _value + value : value;
                if (_kind == MetricKind.Histogram)
                {
                    var at = MetricPoint.Bounds.BinarySearch(value);
                    _buckets[at >= 0 ? at : ~at]++;
                }
            }
        }

        public MetricPoint Point()
        {
            lock (_lock)
            {
                long sum = 0;
                ImmutableArray<long> cumulative = [.. _buckets.Select(count => sum += count)];
                return new(
                    instrument.Name,
                    _kind,
                    instrument.Description ?? "",
                    labels,
                    _value,
                    _kind == MetricKind.Histogram ? cumulative : []
                );
            }
        }

        private static bool IsDelta(Instrument instrument) =>
            !instrument.IsObservable && Named(instrument, "Counter", "UpDownCounter");

        private static MetricKind KindOf(Instrument instrument) =>
            Named(instrument, "Histogram") ? MetricKind.Histogram
            : Named(instrument, "Counter", "ObservableCounter") ? MetricKind.Counter
            : MetricKind.Gauge;

        private static bool Named(Instrument instrument, params string[] kinds)
        {
            var name = instrument.GetType().Name;
            return kinds.Any(kind => name.StartsWith(kind + "`", StringComparison.Ordinal));
        }
    }
}
