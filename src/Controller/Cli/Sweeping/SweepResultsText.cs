using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;
using Fleet.Controller.Sweeps.Reporting;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary>A sweep's results, host by host.</summary>
internal sealed class SweepResultsText(Screen screen)
{
    public IEnumerable<string> Lines(SweepReport report, IReadOnlyList<SweptResult> results)
    {
        if (results.Count == 0)
        {
            yield return "no such results";
        }

        var controls = report.Controls.ToDictionary(control => control.Id, StringComparer.Ordinal);
        var reasons = report.Hosts.ToDictionary(host => host.Name, StringComparer.Ordinal);
        foreach (var host in results.GroupBy(result => result.Host, StringComparer.Ordinal))
        {
            var reason = reasons[host.Key].Reason;
            yield return screen.Ink.Strong(
                Printable.Line(reason.Length == 0 ? host.Key : $"{host.Key} ({reason})")
            );
            foreach (var line in host.SelectMany(result => Of(result, controls[result.Control])))
            {
                yield return line;
            }
        }
    }

    private IEnumerable<string> Of(SweptResult result, SweptControl control)
    {
        var subject = result.Subject.Length == 0 ? "" : $" [{result.Subject}]";
        yield return $"  {Mark(result)} {Printable.Line($"{control.Id} {control.Title}{subject}")}";
        if (result.Standing is Standing.NotApplicable)
        {
            yield break;
        }

        if (result.Standing != Standing.Pass)
        {
            yield return $"      {Printable.Line($"{Word(result)}: {result.Summary}")}";
        }

        foreach (var fact in result.Evidence)
        {
            var value = fact.Value.Length == 0 ? "not there" : fact.Value;
            var source = fact.Source.Length == 0 ? "" : $"  ({fact.Source})";
            yield return screen.Ink.Dim($"      {Printable.Line($"{fact.Key} = {value}{source}")}");
        }

        foreach (var command in result.Remedy)
        {
            yield return $"      $ {Printable.Line(command)}";
        }
    }

    private string Mark(SweptResult result) =>
        result.Standing switch
        {
            Standing.Waived => screen.Ink.Mark(Outcome.NotApplicable),
            Standing.Manual => screen.Ink.Mark(Outcome.Unknown),
            _ => screen.Ink.Mark(result.Outcome),
        };

    private static string Word(SweptResult result) =>
        result.Standing switch
        {
            Standing.Waived =>
                $"waived until {result.WaivedUntil?.UtcDateTime:yyyy-MM-dd} ({result.WaivedReason})",
            Standing.Manual => "for a person",
            Standing.Unknown => "unknown",
            _ => $"{result.Severity}".ToLowerInvariant(),
        };
}
