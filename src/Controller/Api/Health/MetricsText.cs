using System.Globalization;
using System.Text;

namespace Fleet.Controller.Api.Health;

/// <summary>Writes metrics in Prometheus' text exposition format 0.0.4.</summary>
public static class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The points, grouped by metric, in a stable order.</summary>
    public static string Render(IEnumerable<MetricPoint> points)
    {
        var text = new StringBuilder();
        foreach (
            var metric in points.GroupBy(NameOf).OrderBy(group => group.Key, StringComparer.Ordinal)
        )
        {
            var first = metric.First();
            Line(
                text,
                $"# HELP {metric.Key} {first.Help.Replace("\\", @"\\").Replace("\n", @"\n")}"
            );
            Line(text, $"# TYPE {metric.Key} {first.Kind.ToString().ToLowerInvariant()}");
            foreach (var point in metric.OrderBy(each => LabelsOf(each), StringComparer.Ordinal))
            {
                Append(text, metric.Key, point);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, MetricPoint point)
    {
        if (point.Kind != MetricKind.Histogram)
        {
            Line(text, $"{name}{LabelsOf(point)} {Number(point.Value)}");
            return;
        }

        for (var i = 0; i < point.Buckets.Length; i++)
        {
            var bound = i < MetricPoint.Bounds.Length ? Number(MetricPoint.Bounds[i]) : "+Inf";
            Line(text, $"{name}_bucket{LabelsOf(point, bound)} {point.Buckets[i]}");
        }

        Line(text, $"{name}_sum{LabelsOf(point)} {Number(point.Value)}");
        Line(text, $"{name}_count{LabelsOf(point)} {point.Buckets[^1]}");
    }

    /// <summary>Letters, digits and <c>_</c>; a counter ends in <c>_total</c>.</summary>
    private static string NameOf(MetricPoint point)
    {
        var name = string.Concat(
            point.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_')
        );
        return
            point.Kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal)
            ? name + "_total"
            : name;
    }

    private static string LabelsOf(MetricPoint point, string? bound = null)
    {
        var labels = point.Labels.Select(label =>
            $"{NameOf(point with { Name = label.Key, Kind = MetricKind.Gauge })}=\"{Escape(label.Value)}\""
        );
        var all = bound is null ? labels : labels.Append($"le=\"{bound}\"");
        var joined = string.Join(',', all);
        return joined.Length == 0 ? "" : $"{{{joined}}}";
    }

    /// <summary>A label's value as it stands between quotes.</summary>
    internal static string Escape(string value) =>
        value
            .Replace("\\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
