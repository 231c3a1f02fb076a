using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Sweeps.Reporting.Formats;

namespace Fleet.Controller.Tests.Sweeps.Reporting.Formats;

/// <summary>The numbers that a rendered report tells, read back from it by a parser of its form that shares nothing with its writer.</summary>
internal sealed partial class Told
{
    private static readonly string[] Names =
    [
        "fail",
        "warn",
        "unknown",
        "waived",
        "manual",
        "pass",
        "not_applicable",
    ];

    public SortedDictionary<string, int> Results { get; } = Zeros();

    public SortedDictionary<string, SortedDictionary<string, int>> Controls { get; } =
        new(StringComparer.Ordinal);

    public SortedDictionary<string, SortedDictionary<string, int>> Hosts { get; } =
        new(StringComparer.Ordinal);

    /// <summary>What the model itself counts.</summary>
    public static Told By(SweepReport report)
    {
        var told = new Told();
        Fill(told.Results, report.Totals.Results);
        foreach (var control in report.Totals.Controls)
        {
            Fill(told.Controls[control.Control.Id] = Zeros(), control.Results);
        }

        foreach (var host in report.Totals.PerHost)
        {
            Fill(told.Hosts[host.Host.Name] = Zeros(), host.Results);
        }

        return told;
    }

    public static Told By(string format, SweepReport report) =>
        format switch
        {
            "html" => Html(Text(format, report)),
            "json" => Json(Text(format, report)),
            "csv" => Csv(Text(format, report)),
            "junit" => JUnit(Text(format, report)),
            "sarif" => Sarif(Text(format, report)),
            "markdown" => Markdown(Text(format, report)),
            _ => throw new ArgumentException($"no parser of {format}", nameof(format)),
        };

    public static string Text(string format, SweepReport report)
    {
        using var output = new MemoryStream();
        ReportFormats.Find(format)!.Write(report, output);
        // Strict: a form that is no UTF-8 throws.
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(output.ToArray());
    }

    /// <summary>Our pages are XML too.</summary>
    public static XDocument Page(string html) => XDocument.Parse(html["<!DOCTYPE html>".Length..]);

    public static List<string[]> Rows(string csv)
    {
        var rows = new List<string[]>();
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
        {
            switch (csv[i])
            {
                case '"' when quoted && i + 1 < csv.Length && csv[i + 1] == '"':
                    cell.Append('"');
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    row.Add(cell.ToString());
                    cell.Clear();
                    break;
                case '\r' when !quoted && csv[i + 1] == '\n':
                    row.Add(cell.ToString());
                    rows.Add([.. row]);
                    row.Clear();
                    cell.Clear();
                    i++;
                    break;
                default:
                    cell.Append(csv[i]);
                    break;
            }
        }

        Assert.Empty(row);
        return rows;
    }

    private static SortedDictionary<string, int> Cells(string[] cells)
    {
        var counts = Zeros();
        foreach (var (name, cell) in Names.Zip(cells))
        {
            counts[name] = Number(cell);
        }

        return counts;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private void Add(string host, string control, string standing)
    {
        Results[standing]++;
        Of(Hosts, host)[standing]++;
        Of(Controls, control)[standing]++;
    }

    private static SortedDictionary<string, int> Of(
        SortedDictionary<string, SortedDictionary<string, int>> all,
        string key
    )
    {
        if (!all.TryGetValue(key, out var counts))
        {
            all[key] = counts = Zeros();
        }

        return counts;
    }

    private static SortedDictionary<string, int> Zeros() =>
        new(Names.ToDictionary(name => name, _ => 0), StringComparer.Ordinal);

    private static void Fill(SortedDictionary<string, int> into, StandingCounts counts)
    {
        into["fail"] = counts.Fail;
        into["warn"] = counts.Warn;
        into["unknown"] = counts.Unknown;
        into["waived"] = counts.Waived;
        into["manual"] = counts.Manual;
        into["pass"] = counts.Pass;
        into["not_applicable"] = counts.NotApplicable;
    }
}
