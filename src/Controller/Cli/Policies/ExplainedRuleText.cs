using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Policies;

/// <summary>A rule on a host, explained for people.</summary>
internal sealed class ExplainedRuleText(Screen screen)
{
    public IEnumerable<string> Lines(RuleExplanation rule)
    {
        var policy = rule.Version == 0 ? "the built-in policy" : $"policy version {rule.Version}";
        yield return $"{rule.Rule} on {Safe(rule.Host)}: {Safe(rule.Title)}  ({policy})";
        foreach (var setting in rule.Settings)
        {
            yield return $"  {setting.Setting} {Safe(setting.Value)}   {Where(setting)}";
            foreach (var over in setting.Over)
            {
                yield return screen.Ink.Dim($"      over {Safe(over.Value)}   {Where(over)}");
            }
        }

        foreach (var waiver in rule.Waivers)
        {
            yield return $"  waiver{Of(waiver.Name)} {Holds(waiver, "until")}: {Safe(waiver.Reason)}{By(waiver.By)}   {Safe(waiver.Place)}";
        }

        foreach (var silence in rule.Silences)
        {
            yield return $"  silence {Safe(silence.Name)} {Holds(silence, "until")}: {Safe(silence.Reason)}";
        }

        foreach (var line in Outcomes(rule))
        {
            yield return line;
        }
    }

    private IEnumerable<string> Outcomes(RuleExplanation rule)
    {
        if (rule.Findings.Count == 0)
        {
            yield return rule.Settings.Any(each => each.Setting == "off" && each.Value == "true")
                ? "now: not judged"
                : "now: no finding yet";
        }

        foreach (var finding in rule.Findings)
        {
            var subject = finding.Subject.Length == 0 ? "" : $"{Safe(finding.Subject)}: ";
            yield return $"now: {screen.Ink.Mark(Words.Judged(finding.Outcome))} {Words.Json(finding.Outcome)}  {subject}{Safe(finding.Summary)}";
        }
    }

    private static string Where(SettingExplanation setting) =>
        setting.Place == "built in"
            ? "built in"
            : $"{Safe(setting.Place)} for {Safe(setting.Hosts)}";

    private string Holds(ExceptionInForce exception, string until) =>
        (exception.Holds, exception.Until) switch
        {
            (true, { } end) => $"holds {until} {screen.Times.Clock(end)}",
            (true, null) => "holds",
            (false, { } next) when next.ToDateTimeOffset() > screen.Times.Now =>
                $"begins {screen.Times.Clock(next)}",
            (false, { } end) => $"ended {screen.Times.Clock(end)}",
            _ => "is over",
        };

    private static string Of(string subject) => subject.Length == 0 ? "" : $" of {Safe(subject)}";

    private static string By(string by) => by.Length == 0 ? "" : $" ({Safe(by)})";

    private static string Safe(string text) => Printable.Line(text);
}
