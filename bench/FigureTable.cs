using System.Globalization;
using System.Text.Json;

namespace Fleet.Bench;

/// <summary>Prints figures as they come: a table, or one JSON object a line.</summary>
internal static class FigureTable
{
    public static async Task WriteAsync(IAsyncEnumerable<Figure> figures, bool json, TextWriter to)
    {
        var header = !json;
        await foreach (var figure in figures)
        {
            if (header)
            {
                to.WriteLine($"{"figure", -40} {"value", 16} {"floor", 16} {"ratio", 7}  unit");
                header = false;
            }

            to.WriteLine(json ? Json(figure) : Row(figure));
            to.Flush();
        }
    }

    private static string Json(Figure figure) =>
        JsonSerializer.Serialize(
            new
            {
                bench = figure.Bench,
                figure = figure.Name,
                value = Rounded(figure.Value),
                unit = figure.Unit,
                floor = Rounded(figure.Floor),
                ratio = Rounded(figure.Ratio),
            }
        );

    private static string Row(Figure figure) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{figure.Name, -40} {figure.Value, 16:N2} {figure.Floor, 16:N2} {figure.Ratio, 7:0.00}  {figure.Unit}"
        );

    private static double? Rounded(double? value) =>
        value is { } number ? Math.Round(number, 3) : null;
}
