using System.Collections.Immutable;
using Fleet.Controller.Sweeps.Reporting.Telling;

namespace Fleet.Controller.Sweeps.Reporting.Formats.Html;

/// <summary>What is said of one control, the same of many hosts once. However different hosts are, the page stays small: beyond a few it goes on as plain text, a line a host.</summary>
internal static class HtmlFindings
{
    /// <summary>So many findings with a head and a table of their own.</summary>
    private const int MostGroups = 12;

    /// <summary>So many different pieces of evidence in a table.</summary>
    private const int MostRows = 12;

    public static void Write(TextWriter html, ImmutableArray<FindingGroup> groups)
    {
        foreach (var group in groups.Take(MostGroups))
        {
            Group(html, group);
        }

        if (groups.Length > MostGroups)
        {
            var others = groups.Skip(MostGroups).ToList();
            html.Write($"<h3>And {ReportWords.Count(others.Count, "other finding")}</h3><pre>");
            foreach (var group in others)
            {
                Plain(html, group);
            }

            html.Write("</pre>\n");
        }
    }

    private static void Group(TextWriter html, FindingGroup group)
    {
        var kind = HtmlCounts.Class(group.Standing);
        html.Write(
            $"<h3><span class=\"mark {kind}\">{ReportWords.Mark(group.Standing)}</span>{ReportWords.Of(group.Standing)}: {HtmlText.Of(group.Summary)} "
                + $"<span class=\"dim\">{Subject(group)}{ReportWords.Count(group.Results.Length, "host")}</span></h3>"
        );
        var evidence = group.ByEvidence();
        if (evidence.Length > MostRows)
        {
            html.Write("<pre>");
            foreach (var result in group.Results)
            {
                html.Write($"{HtmlText.Of(Line(result))}\n");
            }

            html.Write("</pre>\n");
        }
        else
        {
            Table(html, evidence);
        }

        if (!group.Remedy.IsEmpty)
        {
            html.Write("<p class=\"dim\">Fix, on the host:</p><pre>");
            html.Write(string.Join('\n', group.Remedy.Select(HtmlText.Of)));
            html.Write("</pre>\n");
        }
    }

    private static void Table(
        TextWriter html,
        ImmutableArray<(ImmutableArray<SweptFact> Evidence, ImmutableArray<string> Hosts)> evidence
    )
    {
        html.Write(
            "<table><thead><tr><th scope=\"col\">Fact</th><th scope=\"col\">Value</th><th scope=\"col\">Read at</th><th scope=\"col\">Hosts</th></tr></thead><tbody>\n"
        );
        foreach (var (facts, hosts) in evidence)
        {
            var names = HtmlText.Of(string.Join(", ", hosts));
            if (facts.IsEmpty)
            {
                html.Write(
                    $"<tr><td colspan=\"3\" class=\"dim\">no fact</td><td>{names}</td></tr>\n"
                );
            }

            for (var i = 0; i < facts.Length; i++)
            {
                html.Write(
                    $"<tr><td><code>{HtmlText.Of(facts[i].Key)}</code></td><td><code>{HtmlText.Of(facts[i].Value)}</code></td><td><code>{HtmlText.Of(facts[i].Source)}</code></td>"
                        + (i == 0 ? $"<td rowspan=\"{facts.Length}\">{names}</td>" : "")
                        + "</tr>\n"
                );
            }
        }

        html.Write("</tbody></table>\n");
    }

    private static void Plain(TextWriter html, FindingGroup group)
    {
        html.Write(
            $"{ReportWords.Mark(group.Standing)} {ReportWords.Of(group.Standing)}: {Subject(group)}{HtmlText.Of(group.Summary)}\n"
        );
        foreach (var result in group.Results)
        {
            html.Write($"    {HtmlText.Of(Line(result))}\n");
        }

        foreach (var remedy in group.Remedy)
        {
            html.Write($"    fix: {HtmlText.Of(remedy)}\n");
        }
    }

    private static string Line(SweptResult result) =>
        result.Evidence.IsEmpty
            ? result.Host
            : $"{result.Host}  {string.Join(", ", result.Evidence.Select(EvidenceText.Of))}";

    private static string Subject(FindingGroup group) =>
        group.Subject.Length == 0 ? "" : $"{HtmlText.Of(group.Subject)} · ";
}
