using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Sweeps.Reporting.Formats;

namespace Fleet.Controller.Tests.Sweeps.Reporting.Formats;

/// <summary>The numbers that a rendered report tells, read back from it by a parser of its form that shares nothing with its writer.</summary>
internal sealed class Told
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

    private static Told Html(string html)
    {
        var told = new Told();
        foreach (var row in Page(html).Descendants("tr"))
        {
            if (row.Attribute("data-standing")?.Value is { } standing)
            {
                told.Results[standing == "na" ? "not_applicable" : standing] = (int)
                    row.Attribute("data-results")!;
            }
            else if (row.Attribute("data-control")?.Value is { } control)
            {
                told.Controls.Add(control, Attributes(row));
            }
            else if (row.Attribute("data-host")?.Value is { } host)
            {
                told.Hosts.Add(host, Attributes(row));
            }
        }

        return told;
    }

    private static SortedDictionary<string, int> Attributes(XElement row)
    {
        var counts = Zeros();
        foreach (var name in Names)
        {
            counts[name] = (int)row.Attribute($"data-{(name == "not_applicable" ? "na" : name)}")!;
        }

        return counts;
    }

    private static Told Json(string text)
    {
        var told = new Told();
        foreach (
            var one in JsonDocument.Parse(text).RootElement.GetProperty("results").EnumerateArray()
        )
        {
            told.Add(
                one.GetProperty("host").GetString()!,
                one.GetProperty("control").GetString()!,
                one.GetProperty("standing").GetString()!
            );
        }

        return told;
    }

    private static Told Csv(string text)
    {
        var told = new Told();
        var rows = Rows(text);
        var (host, control, standing) = (
            Array.IndexOf(rows[0], "host"),
            Array.IndexOf(rows[0], "control"),
            Array.IndexOf(rows[0], "standing")
        );
        foreach (var row in rows.Skip(1))
        {
            Assert.Equal(rows[0].Length, row.Length);
            told.Add(row[host], row[control], row[standing]);
        }

        return told;
    }

    private static Told JUnit(string text)
    {
        var told = new Told();
        foreach (var suite in XDocument.Parse(text).Root!.Elements("testsuite"))
        {
            var cases = suite.Elements("testcase").ToList();
            Assert.Equal((int)suite.Attribute("tests")!, cases.Count);
            Assert.Equal((int)suite.Attribute("failures")!, cases.Elements("failure").Count());
            Assert.Equal((int)suite.Attribute("errors")!, cases.Elements("error").Count());
            Assert.Equal((int)suite.Attribute("skipped")!, cases.Elements("skipped").Count());
            foreach (var one in cases)
            {
                told.Add(
                    suite.Attribute("hostname")!.Value,
                    one.Attribute("name")!.Value.Split(' ')[0],
                    one.Elements().FirstOrDefault() is not { } said
                        ? "pass"
                        : said.Attribute("type")?.Value
                            ?? Names.First(name =>
                                said.Attribute("message")!
                                    .Value.StartsWith(
                                        name.Replace('_', ' '),
                                        StringComparison.Ordinal
                                    )
                            )
                );
            }
        }

        return told;
    }

    private static Told Sarif(string text)
    {
        var told = new Told();
        var run = JsonDocument.Parse(text).RootElement.GetProperty("runs")[0];
        foreach (var one in run.GetProperty("results").EnumerateArray())
        {
            var standing = (
                one.GetProperty("kind").GetString(),
                one.GetProperty("level").GetString(),
                one.TryGetProperty("suppressions", out _)
            ) switch
            {
                ("fail", _, true) => "waived",
                ("fail", "error", _) => "fail",
                ("fail", "warning", _) => "warn",
                ("open", "none", _) => "unknown",
                ("review", "none", _) => "manual",
                ("pass", "none", _) => "pass",
                ("notApplicable", "none", _) => "not_applicable",
                var other => throw new InvalidDataException($"{other}"),
            };
            told.Add(
                one.GetProperty("properties").GetProperty("host").GetString()!,
                one.GetProperty("ruleId").GetString()!,
                standing
            );
        }

        return told;
    }

    private static Told Markdown(string text)
    {
        var told = new Told();
        var part = "";
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                part = line[3..];
            }

            var cells = line.Split('|').Select(cell => cell.Trim()).ToArray();
            if (part == "Totals" && cells.Length == 5 && Names.Contains(cells[1].Replace(' ', '_')))
            {
                told.Results[cells[1].Replace(' ', '_')] = Number(cells[2]);
            }
            else if (part == "Controls" && cells.Length == 12 && cells[1].StartsWith('`'))
            {
                told.Controls.Add(cells[1].Trim('`'), Cells(cells[4..11]));
            }
            else if (part == "Hosts" && cells.Length == 11 && cells[1].StartsWith('`'))
            {
                told.Hosts.Add(cells[1].Trim('`'), Cells(cells[3..10]));
            }
        }

        return told;
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
