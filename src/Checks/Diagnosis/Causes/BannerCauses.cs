using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The server closes before it names itself, or is no SSH server.</summary>
internal static class BannerCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new("banner.hosts_deny", GateId.Banner, "tcp_wrappers refuse the client", HostsDeny),
        new(
            "banner.startups",
            GateId.Banner,
            "sshd is at its limit of unauthenticated connections",
            Startups
        ),
        new("banner.not_ssh", GateId.Banner, "what answers is no SSH server", NotSsh),
        new(
            "banner.closed",
            GateId.Banner,
            "the server closes the connection before it names itself",
            Closed
        )
        {
            YieldsToOthers = true,
        },
    ];

    private static CauseFound? HostsDeny(DiagnosisCase asked)
    {
        var rule = asked.Server.Against("firewall.hosts_deny/ssh_allowed");
        var line = Decisions.Against(asked, GateId.Banner);
        return rule is null && line is null
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    rule?.Summary
                    ?? $"{line!.Source} refuses {ClientWords.Source(asked.Question.Source)} (tcp_wrappers).",
                Evidence =
                [
                    line is not null
                        ? EvidenceLine.Server(line.Words, line.Source)
                        : RuleCause.Line(rule!),
                ],
                Fixes = RuleCause.OnHost(
                    rule is { Remedy: { IsDefaultOrEmpty: false } remedy }
                        ? remedy
                        :
                        [
                            $"echo 'sshd: {ClientWords.Source(asked.Question.Source)}' >> /etc/hosts.allow",
                        ]
                ),
                Disproof = "grep -n sshd /etc/hosts.allow /etc/hosts.deny",
            };
    }

    private static CauseFound? Startups(DiagnosisCase asked)
    {
        var said = Said(asked, "Exceeded MaxStartups") ?? Said(asked, "Not allowed at this time");
        var refused = asked.Server.Startups.Value?.Refused ?? 0;
        if (said is null && refused == 0)
        {
            return null;
        }

        var finding = asked.Server.Against("ssh.limits/startups");
        return new CauseFound
        {
            Confidence = finding is not null ? Confidence.Certain : Confidence.Likely,
            Summary =
                finding?.Summary
                ?? "sshd turns new connections away: too many are not authenticated yet (MaxStartups), or this address has penalties (PerSourcePenalties).",
            Evidence =
            [
                .. new[] { said }.OfType<EvidenceLine>(),
                .. finding is null ? ImmutableArray<EvidenceLine>.Empty : [RuleCause.Line(finding)],
            ],
            Fixes = RuleCause.OnHost(
                finding?.Remedy
                    ??
                    [
                        "ss -Htnp state established | grep '\"sshd'",
                        "sshd -T | grep -Ei '^(maxstartups|persource|logingracetime)'",
                    ]
            ),
            Disproof = "ten connections in a row all get a banner",
        };
    }

    private static CauseFound? NotSsh(DiagnosisCase asked)
    {
        var said =
            asked.Client.Seen(SshDebugKind.BadBanner)
            ?? asked
                .Client.Transcript.All(SshDebugKind.LineBeforeBanner)
                .Where(line => IsPage(line.Last))
                .Select(ClientEvidence.Line)
                .FirstOrDefault();
        var probed = asked.Client.Best?.Probe.Value;
        if (
            said is null
            && (
                probed is null
                || !(
                    probed.Reason.StartsWith("this is no SSH", StringComparison.Ordinal)
                    || IsPage(probed.Reason)
                )
            )
        )
        {
            return null;
        }

        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary =
                $"what answers at {ClientWords.Target(asked.Question)} port {asked.Question.Port} is no SSH server: a wrong port, a wrong forward, or a proxy.",
            Evidence = [said ?? EvidenceLine.Client(probed!.Reason, "after the connect")],
            Fixes = RuleCause.OnHost($"ss -tlnp 'sport = :{asked.Question.Port}'"),
            Disproof = ClientWords.Scan(asked.Question),
        };
    }

    private static CauseFound? Closed(DiagnosisCase asked) =>
        !asked.Client.Reached(Milestone.Connected) || Evidence(asked) is not { } line
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Possible,
                Summary = IsSilent(asked)
                    ? "what takes the connection says nothing: another program than sshd, or an sshd that is stuck or waits for a name server."
                    : "the server closes the connection before it names itself: hosts.deny, MaxStartups, penalties of this address, or a daemon that must be restarted after an upgrade.",
                Evidence = [line],
                Fixes = RuleCause.OnHost(
                    "journalctl _COMM=sshd + _COMM=sshd-session -n 20 --no-pager",
                    "cat /etc/hosts.allow /etc/hosts.deny"
                ),
                Disproof = ClientWords.Scan(asked.Question),
            };

    private static bool IsSilent(DiagnosisCase asked) =>
        asked.Client.Best?.Probe.Value is { Identification: null } probe
        && probe.Reason.Contains("in time", StringComparison.Ordinal);

    private static EvidenceLine? Evidence(DiagnosisCase asked) =>
        asked.Client.Seen(SshDebugKind.BannerFailed)
        ?? (
            asked.Client.Best is { IsConnected: true, Probe.Value: { Identification: null } probe }
            && !probe.Reason.StartsWith("this is no SSH", StringComparison.Ordinal)
                ? EvidenceLine.Client(probe.Reason, "after the connect")
                : null
        );

    // A web server's answer to a line that it does not know.
    private static bool IsPage(string line) =>
        line.Contains("HTTP/1", StringComparison.Ordinal)
        || line.Contains("<html", StringComparison.OrdinalIgnoreCase)
        || line.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);

    private static EvidenceLine? Said(DiagnosisCase asked, string words) =>
        asked
            .Client.Transcript.All(SshDebugKind.LineBeforeBanner)
            .FirstOrDefault(line => line.Last.Contains(words, StringComparison.Ordinal))
            is { } line
            ? ClientEvidence.Line(line)
        : asked.Client.Best?.Probe.Value is { } probe
        && probe.Reason.Contains(words, StringComparison.Ordinal)
            ? EvidenceLine.Client(probe.Reason, "after the connect")
        : null;
}
