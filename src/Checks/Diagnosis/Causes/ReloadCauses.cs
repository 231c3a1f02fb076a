using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The files ask for the port that is dialled, and what runs was never told.</summary>
internal static class ReloadCauses
{
    private const string Rule = "ssh.listener/port_mismatch";

    private static readonly ImmutableArray<string> Others =
    [
        "listener.elsewhere",
        "listener.refused",
    ];

    public static ImmutableArray<Cause> All { get; } =
    [
        new(
            "listener.socket_port",
            GateId.Listener,
            "systemd's ssh.socket keeps the old port: sshd_config's was never taken over",
            asked => Find(asked, isActivated: true)
        )
        {
            Explains = Others,
        },
        new(
            "listener.not_loaded",
            GateId.Listener,
            "sshd_config has the port, and sshd was not restarted since",
            asked => Find(asked, isActivated: false)
        )
        {
            Explains = Others,
        },
    ];

    private static CauseFound? Find(DiagnosisCase asked, bool isActivated)
    {
        var port = string.Create(CultureInfo.InvariantCulture, $":{asked.Question.Port}");
        var sockets = asked.Server.Sockets.Value ?? [];
        if (
            asked.Server.Against(Rule) is not { } finding
            || asked.Server.Input?["ssh.config"].Read("sshd_config/ListenAddress")
                is not { IsPresent: true } wanted
            || !wanted.Value.Split(' ').Any(name => name.EndsWith(port, StringComparison.Ordinal))
            || sockets.Any(socket => socket.EndPoint.Port == asked.Question.Port)
            || sockets.Any(socket => socket.Holder == "systemd") != isActivated
            || !sockets.Any(socket => socket.IsSsh)
        )
        {
            return null;
        }

        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary = $"{finding.Summary}.",
            Evidence =
            [
                EvidenceLine.Server($"ListenAddress {wanted.Value}", wanted.Source ?? "sshd -T"),
                EvidenceLine.Server(
                    $"listens: {string.Join(' ', sockets.Select(socket => socket.EndPoint))}",
                    asked.Server.Sockets.Source
                ),
                .. Connecting.Failure(asked),
            ],
            Fixes = RuleCause.OnHost(finding.Remedy),
            Rule = Rule,
            Disproof = $"ss -Htln 'sport = :{asked.Question.Port}' on the host shows the port",
        };
    }
}
