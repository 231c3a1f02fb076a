using System.Globalization;
using Fleet.Checks.Reporting;

namespace Fleet.Controller.Sweeps.Reporting.Formats.Html;

/// <summary>Writes text into HTML so that it stays text: what a browser would take for markup becomes entities, and what nobody sees is written out.</summary>
internal static class HtmlText
{
    /// <summary>For content and for attributes in double quotes.</summary>
    public static string Of(string text)
    {
        var safe = Printable.Line(text);
        return safe.AsSpan().IndexOfAny("&<>\"'") < 0
            ? safe
            : safe.Replace("&", "&amp;", StringComparison.Ordinal)
                .Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal)
                .Replace("\"", "&quot;", StringComparison.Ordinal)
                .Replace("'", "&#39;", StringComparison.Ordinal);
    }

    /// <summary>A number as attributes and SVG have it.</summary>
    public static string Of(double number) =>
        number.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);
}
