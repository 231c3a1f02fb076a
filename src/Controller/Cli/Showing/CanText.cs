using System.Collections.Immutable;
using Fleet.Checks.Reporting;
using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>"Could USER log in?", for people: yes, no or unknown first, with what decides; then what opens it.</summary>
internal sealed class CanText(Screen screen)
{
    private const string Indent = "  ";
    private const string FixHead = "  fix  ";
    private const int MostWays = 4;

    public IEnumerable<string> Lines(CanReply reply) =>
        [
            .. reply.Answers.SelectMany(answer => Answer(reply, answer)),
            .. Wrapped(Indent, FactsAgeText.Of(reply.Age, reply.Host, screen.Times))
                .Select(screen.Ink.Dim),
        ];

    private IEnumerable<string> Answer(CanReply reply, SourceAnswer answer)
    {
        var first = answer.Ways[0];
        var from = first.Regions.Count > 0 ? FromOf(first) : $" from {answer.Source}";
        return answer.Verdict switch
        {
            LoginVerdict.Yes =>
            [
                .. Head(answer.Verdict, $"yes, by {By(first)}{from}"),
                .. answer
                    .Ways.Skip(1)
                    .Where(way => way.Verdict == LoginVerdict.Yes)
                    .Select(way => $"also by {By(way)}{FromOf(way)}")
                    .Distinct()
                    .Take(MostWays)
                    .SelectMany(line => Wrapped(Indent, line)),
            ],
            LoginVerdict.No => Closed(reply, answer, first),
            _ =>
            [
                .. Head(
                    answer.Verdict,
                    $"unknown: {Decision(first.Deciding)}{Prefix(reply, answer)}"
                ),
                .. first.Method.Length == 0
                    ? []
                    : Wrapped(Indent, $"the way looked at: {By(first)}"),
            ],
        };
    }

    private IEnumerable<string> Closed(CanReply reply, SourceAnswer answer, LoginWay way)
    {
        var others = way.Gates.Where(gate =>
            gate.Verdict == LoginVerdict.No && !gate.Equals(way.Deciding)
        );
        return
        [
            .. Head(answer.Verdict, $"no: {Decision(way.Deciding)}{Prefix(reply, answer)}"),
            .. others.SelectMany(gate => Wrapped(Indent, $"then: {Decision(gate)}")),
            .. Fixes(reply.Host, way),
        ];
    }

    private IEnumerable<string> Fixes(string host, LoginWay way)
    {
        if (way.Remedy.Count == 0)
        {
            yield break;
        }

        yield return $"{FixHead}on {Printable.Line(host)}, as root:";
        foreach (var command in way.Remedy.Select(Printable.Line))
        {
            foreach (var line in Wrap.Command(command, screen.Width - 9))
            {
                yield return $"         {line}";
            }
        }
    }

    // Several sources: each answer says whose it is.
    private static string Prefix(CanReply reply, SourceAnswer answer) =>
        reply.Answers.Count > 1 ? $" (from {answer.Source})" : "";

    private IEnumerable<string> Head(LoginVerdict verdict, string text)
    {
        var lines = Wrapped("", text).ToImmutableArray();
        var mark = screen.Ink.Mark(
            verdict switch
            {
                LoginVerdict.Yes => Checks.Judging.Outcome.Pass,
                LoginVerdict.No => Checks.Judging.Outcome.Fail,
                _ => Checks.Judging.Outcome.Unknown,
            }
        );
        return screen.IsTerminal
            ? [$"{mark} {lines[0]}", .. lines.Skip(1).Select(line => Indent + line)]
            : lines;
    }

    private static string Decision(LoginGateAnswer gate) =>
        gate.Line.Length > 0 ? $"{gate.Line} ({gate.Source}): {gate.Words}"
        : gate.Source.Length > 0 ? $"{gate.Words} ({gate.Source})"
        : gate.Words;

    private static string By(LoginWay way) => MeansText.Of(way.Method, way.Fingerprint, way.Place);

    private static string FromOf(LoginWay way) =>
        way.Regions.Count == 0 ? "" : $" from {SourcesText.Of(way.Verdict, way.Regions)}";

    private IEnumerable<string> Wrapped(string indent, string text) =>
        Wrap.Prose(Printable.Line(text), Math.Max(20, screen.Width - 2 - indent.Length))
            .Select(line => indent + line);
}
