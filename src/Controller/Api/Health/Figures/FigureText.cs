using System.Globalization;
using System.Text;

namespace Fleet.Controller.Api.Health.Figures;

/// <summary>Writes families of gauges in Prometheus' text exposition format 0.0.4. Names are ours; label values may be anything.</summary>
internal sealed class FigureText
{
    private readonly StringBuilder _text = new();
    private string _name = "";

    /// <summary>What follows belongs to this metric.</summary>
    public FigureText Gauge(string name, string help)
    {
        _name = name;
        _ = _text.Append($"# HELP {name} {help}\n# TYPE {name} gauge\n");
        return this;
    }

    /// <summary>One series of the metric.</summary>
    public void Add(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _ = _text.Append(_name);
        for (var i = 0; i < labels.Length; i++)
        {
            _ = _text
                .Append(i == 0 ? '{' : ',')
                .Append(labels[i].Name)
                .Append("=\"")
                .Append(MetricsText.Escape(labels[i].Value))
                .Append('"');
        }

        _ = _text
            .Append(labels.Length > 0 ? "} " : " ")
            .Append(value.ToString("R", CultureInfo.InvariantCulture))
            .Append('\n');
    }

    public override string ToString() => _text.ToString();
}
