using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;

namespace Fleet.Controller.Cli.Showing;

/// <summary>A cell: raw text, led by an outcome's mark where it has one.</summary>
public readonly record struct Cell(string Text, Outcome Mark = Outcome.Unspecified)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>Columns that fit: one of them is cut with <c>…</c> where the line would be too wide.</summary>
/// <param name="headers">Their names.</param>
/// <param name="flexible">The column that gives way.</param>
public sealed class Table(string[] headers, int flexible)
{
    private const int Gap = 2;
    private const int Narrowest = 12;
    private readonly List<Cell[]> _rows = [];

    public void Add(params Cell[] cells) =>
        _rows.Add([.. cells.Select(cell => cell with { Text = Printable.Line(cell.Text) })]);

    public IEnumerable<string> Lines(int width, Ink ink)
    {
        var widths = Widths(width);
        yield return ink.Dim(
            Clip(Row([.. headers.Select(h => new Cell(h))], widths, new Ink(false)), width)
        );
        foreach (var row in _rows)
        {
            // A line still too wide holds names that must not be cut first: it is cut as a whole, uncoloured.
            var plain = Row(row, widths, new Ink(false));
            yield return Columns.Width(plain) <= width ? Row(row, widths, ink) : Clip(plain, width);
        }
    }

    private int[] Widths(int width)
    {
        int[] widths =
        [
            .. headers.Select(
                (header, at) =>
                    _rows.Select(row => Width(row[at])).Append(Columns.Width(header)).Max()
            ),
        ];
        var over = widths.Sum() + (Gap * (headers.Length - 1)) - width;
        if (over > 0)
        {
            widths[flexible] = Math.Max(Narrowest, widths[flexible] - over);
        }

        return widths;
    }

    private static string Row(Cell[] cells, int[] widths, Ink ink)
    {
        var line = "";
        for (var at = 0; at < cells.Length; at++)
        {
            var marked = cells[at].Mark != Outcome.Unspecified;
            var room = widths[at] - (marked ? 2 : 0);
            var text = Clip(cells[at].Text, room);
            line += marked ? $"{ink.Mark(cells[at].Mark)} " : "";
            line += at == cells.Length - 1 ? text : Columns.Pad(text, room + Gap);
        }

        return line.TrimEnd();
    }

    private static int Width(Cell cell) =>
        Columns.Width(cell.Text) + (cell.Mark == Outcome.Unspecified ? 0 : 2);

    private static string Clip(string text, int width) =>
        Columns.Width(text) <= width
            ? text
            : text[..Columns.Fit(text, Math.Max(1, width - 1))] + "…";
}
