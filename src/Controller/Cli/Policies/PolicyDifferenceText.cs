using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Policies;

/// <summary>What a policy would change, for people.</summary>
internal sealed class PolicyDifferenceText(Screen screen)
{
    private const int MostHosts = 8;

    public IEnumerable<string> Lines(PolicyDifference difference, string file)
    {
        var inForce =
            difference.Version == 0 ? "the built-in policy" : $"version {difference.Version}";
        yield return $"{inForce} against {Safe(file)}, judged on what is stored of {Words.Count(difference.Hosts, "host")}";
        if (difference.Rules.Count + difference.Findings.Count + difference.Notes.Count == 0)
        {
            yield return "nothing would change";
        }

        foreach (var finding in difference.Findings)
        {
            yield return $"{screen.Ink.Mark(Words.Judged(finding.After))} {Sentence(finding)}: {Hosts(finding.Hosts, difference)}";
            yield return screen.Ink.Dim($"    {Safe(finding.Summary)}");
        }

        if (difference.Rules.Count > 0)
        {
            yield return "Settings";
        }

        foreach (var rule in difference.Rules)
        {
            yield return $"  {Safe(rule.Rule)} {Safe(rule.Setting)}: {Value(rule.Before)} → {Value(rule.After)}   {Hosts(rule.Hosts, difference)}";
        }

        foreach (var note in difference.Notes)
        {
            yield return Safe(note);
        }
    }

    private static string Sentence(FindingDifference finding)
    {
        var count = Words.Count(finding.Hosts.Count, "host");
        return (finding.Before == finding.After, finding.WaivedAfter) switch
        {
            (true, true) =>
                $"{count} would be waived {Safe(finding.Rule)}, which {Is(finding.After)} there",
            (true, false) =>
                $"{count} would no longer be waived {Safe(finding.Rule)}, which {Is(finding.After)} there",
            (false, var waived) =>
                $"{count} would {Would(finding.After)} {Safe(finding.Rule)}{(waived ? ", waived" : "")} (now: {Now(finding)})",
        };
    }

    private static string Would(Outcome after) =>
        after switch
        {
            Outcome.Fail => "fail",
            Outcome.Pass => "pass",
            Outcome.Warn => "be warned of",
            Outcome.Unknown => "not be known for",
            Outcome.NotApplicable => "not be concerned by",
            _ => "no longer be judged by",
        };

    private static string Is(Outcome outcome) => outcome == Outcome.Warn ? "warns" : "fails";

    private static string Now(FindingDifference finding) =>
        finding.Before == Outcome.Unspecified
            ? "not judged"
            : $"{Words.Json(finding.Before)}{(finding.WaivedBefore ? ", waived" : "")}";

    private static string Hosts(IReadOnlyList<string> hosts, PolicyDifference difference) =>
        hosts.Count == difference.Hosts && hosts.Count > 1
            ? $"all {Words.Count(hosts.Count, "host")}"
            : string.Join(", ", hosts.Take(MostHosts).Select(Safe))
                + (hosts.Count > MostHosts ? $" and {hosts.Count - MostHosts} more" : "");

    private static string Value(string value) => value.Length == 0 ? "(no rule)" : Safe(value);

    private static string Safe(string text) => Printable.Line(text);
}
