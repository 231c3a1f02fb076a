using System.Collections.Immutable;
using Fleet.Checks.Reporting.Nagios;
using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>Hosts as a Nagios plugin tells them.</summary>
internal static class NagiosHosts
{
    private static readonly NagiosState[] WorstOnTop =
    [
        NagiosState.Critical,
        NagiosState.Warning,
        NagiosState.Unknown,
        NagiosState.Ok,
    ];

    /// <summary>One host; one without word is unknown, whatever was known before.</summary>
    public static NagiosAnswer Answer(HostReport report, Screen screen)
    {
        var link = report.Summary.Link;
        var silent = Hears(link)
            ? ""
            : $"{report.Summary.Name}: {Words.Of(link)} since {screen.Times.Since(report.Summary.LinkSince)}";
        // What the policy accepts wakes nobody.
        var counted = report.Clone();
        counted.Findings.Clear();
        counted.Findings.AddRange(
            report.Findings.Where(finding => finding.WaivedReason.Length == 0)
        );
        return NagiosHost.Answer(HostText.Report(counted, screen.Times, ""), silent);
    }

    /// <summary>Many hosts: the worst of them is the state.</summary>
    public static NagiosAnswer Answer(IReadOnlyList<HostSummary> hosts)
    {
        if (hosts.Count == 0)
        {
            return NagiosAnswer.Failed("no host has joined yet");
        }

        var by = hosts.ToLookup(StateOf);
        return new(
            NagiosStates.Worst(by.Select(group => group.Key)),
            Said(hosts.Count, by),
            [
                .. WorstOnTop.Select(state =>
                    KeyValuePair.Create(
                        $"hosts_{state.ToString().ToLowerInvariant()}",
                        (long)by[state].Count()
                    )
                ),
            ],
            [
                .. WorstOnTop
                    .Where(state => state != NagiosState.Ok)
                    .SelectMany(state => by[state].Select(host => Detail(state, host))),
            ]
        );
    }

    private static string Said(int count, ILookup<NagiosState, HostSummary> by)
    {
        var wrong = WorstOnTop
            .Where(state => state != NagiosState.Ok && by[state].Any())
            .Select(state => $"{by[state].Count()} {state.ToString().ToLowerInvariant()}")
            .ToImmutableArray();
        var all = NagiosHost.Count(count, "host");
        return wrong.IsEmpty ? $"{all} fine" : $"{string.Join(", ", wrong)} of {all}";
    }

    private static string Detail(NagiosState state, HostSummary host) =>
        $"{state.ToString().ToUpperInvariant()} {host.Name}: "
        + (
            Hears(host.Link)
                ? host.WorstFinding?.Summary ?? "nothing was looked at"
                : Words.Of(host.Link)
        );

    private static NagiosState StateOf(HostSummary host) =>
        Hears(host.Link) ? NagiosStates.Of(Words.Judged(host.Worst)) : NagiosState.Unknown;

    private static bool Hears(LinkState link) =>
        link is LinkState.Online or LinkState.CatchingUp or LinkState.Late;
}
