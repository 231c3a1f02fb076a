using System.Globalization;
using System.Xml;
using Fleet.Checks.Reporting;
using Fleet.Controller.Sweeps.Reporting.Telling;

namespace Fleet.Controller.Sweeps.Reporting.Formats;

/// <summary>
/// For build servers: a test suite a host, a test case a result. What fails or warns is a failure of that type, what is unknown an error; waived, manual and not applicable
/// are skipped and say which. Valid by the JUnit schema of Apache Ant (windyroad/JUnit-Schema), which Jenkins, GitLab and others read.
/// </summary>
public sealed class JUnitFormat : IReportFormat
{
    public string Name => "junit";

    public string Purpose => "a test suite a host, for build servers";

    public void Write(SweepReport report, Stream output)
    {
        using var xml = XmlWriter.Create(
            output,
            new XmlWriterSettings
            {
                Encoding = ReportWords.Utf8,
                Indent = true,
                NewLineChars = "\n",
            }
        );
        var results = report.Results.ToLookup(result => result.Host, StringComparer.Ordinal);
        var titles = report.Controls.ToDictionary(
            each => each.Id,
            each => each.Title,
            StringComparer.Ordinal
        );
        xml.WriteStartElement("testsuites");
        for (var i = 0; i < report.Hosts.Length; i++)
        {
            Suite(xml, i, report.Sweep, report.Totals.PerHost[i]);
            foreach (var result in results[report.Hosts[i].Name])
            {
                Case(xml, report.Sweep, titles[result.Control], result);
            }

            xml.WriteElementString("system-out", "");
            xml.WriteElementString("system-err", Safe(report.Hosts[i].Reason));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Suite(XmlWriter xml, int id, SweptSweep sweep, HostTotals totals)
    {
        var (host, counts) = (totals.Host, totals.Results);
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Safe(host.Name));
        xml.WriteAttributeString("package", Safe(sweep.Profile));
        xml.WriteAttributeString("id", Number(id));
        xml.WriteAttributeString("hostname", Safe(host.Name));
        // The schema has local times without a zone; these are UTC.
        xml.WriteAttributeString(
            "timestamp",
            ReportWords.Iso(host.AnsweredAt ?? sweep.StartedAt).TrimEnd('Z')
        );
        xml.WriteAttributeString("tests", Number(counts.Total));
        xml.WriteAttributeString("failures", Number(counts.Fail + counts.Warn));
        xml.WriteAttributeString("errors", Number(counts.Unknown));
        xml.WriteAttributeString(
            "skipped",
            Number(counts.Waived + counts.Manual + counts.NotApplicable)
        );
        xml.WriteAttributeString("time", "0");
        xml.WriteStartElement("properties");
        Property(xml, "sweep", Number(sweep.Id));
        Property(xml, "state", ReportWords.Of(host.State));
        foreach (var (key, value) in host.Labels)
        {
            Property(xml, $"label.{key}", value);
        }

        xml.WriteEndElement();
    }

    private static void Property(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", Safe(name));
        xml.WriteAttributeString("value", Safe(value));
        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, SweptSweep sweep, string title, SweptResult result)
    {
        var subject = result.Subject.Length == 0 ? "" : $" [{result.Subject}]";
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", Safe($"{result.Control} {title}{subject}"));
        xml.WriteAttributeString("classname", Safe($"{sweep.Profile}.{result.Host}"));
        xml.WriteAttributeString("time", "0");
        switch (result.Standing)
        {
            case Standing.Fail or Standing.Warn:
                Problem(xml, "failure", result);
                break;
            case Standing.Unknown:
                Problem(xml, "error", result);
                break;
            case Standing.Waived:
                Skipped(xml, $"waived{Until(result)}: {result.WaivedReason}");
                break;
            case Standing.Manual or Standing.NotApplicable:
                Skipped(xml, $"{ReportWords.Of(result.Standing)}: {result.Summary}");
                break;
        }

        xml.WriteEndElement();
    }

    private static void Problem(XmlWriter xml, string element, SweptResult result)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("type", ReportWords.Key(result.Standing));
        xml.WriteAttributeString("message", Safe(result.Summary));
        string[] lines =
        [
            $"severity: {ReportWords.Key(result.Severity)}",
            .. result.Evidence.Select(EvidenceText.Of),
            .. result.Remedy.Select(line => $"fix: {line}"),
        ];
        xml.WriteString(string.Join('\n', lines.Select(Safe)));
        xml.WriteEndElement();
    }

    private static void Skipped(XmlWriter xml, string why)
    {
        xml.WriteStartElement("skipped");
        xml.WriteAttributeString("message", Safe(why));
        xml.WriteEndElement();
    }

    private static string Until(SweptResult result) =>
        result.WaivedUntil is { } until ? $" until {ReportWords.Day(until)}" : "";

    /// <summary>Without what XML 1.0 has no place for (§2.2): it is written out.</summary>
    private static string Safe(string text) => Printable.Line(text);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
