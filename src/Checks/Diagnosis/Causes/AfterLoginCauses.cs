using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The login works, and what is done with it does not.</summary>
internal static class AfterLoginCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new(
            "session.idle",
            GateId.Session,
            "something between cuts the session: an idle limit of NAT or firewall, or marked packets (IPQoS)",
            IdleCut
        )
        {
            IsBesideGate = true,
        },
        new(
            "session.subsystem",
            GateId.Session,
            "sshd cannot start the sftp server: scp and sftp fail, logins work",
            Sftp
        )
        {
            IsBesideGate = true,
        },
        new(
            "shell.startup_files",
            GateId.Shell,
            "a start-up file prints at every login: scp and sftp take it for their protocol",
            StartupPrints
        )
        {
            IsBesideGate = true,
        },
    ];

    private static CauseFound? IdleCut(DiagnosisCase asked)
    {
        var entered = asked.Client.Transcript.First(SshDebugKind.SessionEntered);
        var cut = new[]
        {
            Sentence(asked, "client_loop: send disconnect: "),
            asked.Client.Transcript.Last(SshDebugKind.TimedOut),
        }.FirstOrDefault(line => line is not null && line.Number > entered?.Number);
        var logged = AttemptLog.Last(asked, "", "client_timeout");
        if (cut is null && logged is null)
        {
            return null;
        }

        var alive = asked.Server.Setting("ClientAliveInterval");
        return new CauseFound
        {
            Confidence = Confidence.Likely,
            Summary =
                "the session is lost although neither side ended it: a NAT, firewall or VPN on the way forgets idle connections, or drops packets that ssh marks as interactive (IPQoS).",
            Evidence =
            [
                .. cut is null ? [] : new[] { ClientEvidence.Line(cut) },
                .. new[] { logged }.OfType<EvidenceLine>(),
                .. alive.IsPresent
                    ? new[]
                    {
                        EvidenceLine.Server($"ClientAliveInterval {alive.Value}", alive.Source),
                    }
                    : [],
            ],
            Fixes =
            [
                .. RuleCause.OnClient(
                    ClientWords.Session(asked.Question, "-o ServerAliveInterval=30"),
                    ClientWords.Session(asked.Question, "-o IPQoS=none")
                ),
                .. asked.Server.Input is { } input
                    ? RuleCause.OnHost(
                        SshdRemedy.Set(input, "ClientAliveInterval", "60", alive.Source)
                    )
                    : [],
            ],
            Disproof =
                "a session with -o ServerAliveInterval=30 -o IPQoS=none ends after the same time",
        };
    }

    private static CauseFound? Sftp(DiagnosisCase asked)
    {
        var seen = Seen(asked, "subsystem request failed on channel ");
        var logged = AttemptLog.Last(asked, "", "subsystem_failed");
        var subsystem = asked.Server.Setting("Subsystem");
        return seen is null && logged is null
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Likely,
                Summary =
                    $"sshd does not start the sftp server for {asked.Question.User}: Subsystem names a program that is not there, or none at all.",
                Evidence =
                [
                    .. new[] { seen, logged }.OfType<EvidenceLine>(),
                    .. subsystem.IsPresent
                        ? new[]
                        {
                            EvidenceLine.Server($"Subsystem {subsystem.Value}", subsystem.Source),
                        }
                        : [],
                ],
                Fixes =
                [
                    .. RuleCause.OnHost(
                        "sshd -T | grep -i '^subsystem'",
                        "ls -l /usr/lib/openssh/sftp-server /usr/libexec/openssh/sftp-server",
                        "sed -i -E 's|^[[:space:]]*Subsystem[[:space:]]+sftp.*|Subsystem sftp internal-sftp|' /etc/ssh/sshd_config && sshd -t"
                    ),
                    .. asked.Server.Input is { } input
                        ? RuleCause.OnHost(SshdRemedy.Reload(input))
                        : [],
                ],
                Disproof = $"{ClientWords.Sftp(asked.Question)} lists files",
            };
    }

    private static CauseFound? StartupPrints(DiagnosisCase asked)
    {
        var tooLong = Seen(asked, "Received message too long ");
        var printed =
            asked.Client.Reached(Milestone.ShellRan)
            && asked.Client.AttemptSaid.Trim() is { Length: > 0 } text
            && asked.Server.Key.Value?.Admits is not { Command.Length: > 0 }
            && asked.Server.Setting("ForceCommand").Value is null or "none"
                ? EvidenceLine.Client(
                    $"the command true printed: {text.Split('\n')[0]}",
                    "ssh -vvv, standard output"
                )
                : null;
        var home = ClientWords.Home(asked);
        return tooLong is null && printed is null
            ? null
            : new CauseFound
            {
                Confidence = tooLong is null ? Confidence.Certain : Confidence.Likely,
                Summary =
                    $"something prints at every login of {asked.Question.User}: scp, sftp and rsync read it as an answer and fail (\"Received message too long\").",
                Evidence = [.. new[] { tooLong, printed }.OfType<EvidenceLine>()],
                Fixes =
                [
                    .. RuleCause.OnClient(
                        $"{ClientWords.Session(asked.Question, "-t")} bash --norc --noprofile"
                    ),
                    .. RuleCause.OnHost(
                        $"grep -nE 'echo|printf|cat |exit|exec' {home}/.bashrc {home}/.zshenv {home}/.config/fish/config.fish {home}/.ssh/rc /etc/ssh/sshrc /etc/bash.bashrc",
                        $"sed -i {ShellWord.Quote("1i case $- in *i*) ;; *) return ;; esac")} {home}/.bashrc"
                    ),
                ],
                Disproof = $"{ClientWords.Ssh(asked.Question)} | wc -c prints 0",
            };
    }

    private static EvidenceLine? Seen(DiagnosisCase asked, string words) =>
        Sentence(asked, words) is { } line ? ClientEvidence.Line(line) : null;

    // What sftp and an ssh at its end say: no word of the debug lines.
    private static SshDebugLine? Sentence(DiagnosisCase asked, string words) =>
        asked.Client.Transcript.Lines.LastOrDefault(line =>
            line.Text.StartsWith(words, StringComparison.Ordinal)
        );
}
