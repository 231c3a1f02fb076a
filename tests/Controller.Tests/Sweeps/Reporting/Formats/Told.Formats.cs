using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Sweeps.Reporting.Formats;

namespace Fleet.Controller.Tests.Sweeps.Reporting.Formats;

internal sealed partial class Told
{
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
}
