using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The shell.</summary>
internal static class ShellCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new("shell.trouble", GateId.Shell, "the account's shell does not run", Trouble)
        {
            Explains = ["shell.status"],
        },
        new(
            "shell.forced_command",
            GateId.Shell,
            "a forced command runs in place of what was asked, and ends with an error",
            Forced
        )
        {
            Explains = ["shell.status"],
        },
        new("shell.status", GateId.Shell, "what runs at the login ends with an error", Status),
    ];

    private static CauseFound? Trouble(DiagnosisCase asked) =>
        asked.Server.Account is not { Value: { } account } known
        || Shells.Trouble(account) is not { } trouble
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary = Shells.SaysNo(account)
                    ? $"the shell of {account.Name} is {account.Shell}, which {trouble}."
                    : $"sshd refuses {account.Name} before it looks at any key: the shell {account.Shell} {trouble}.",
                Evidence = [EvidenceLine.Server($"{account.Shell} {trouble}", known.Source)],
                Fixes = RuleCause.OnHost($"usermod -s /bin/bash {ShellWord.Quote(account.Name)}"),
                Disproof = $"getent passwd {ShellWord.Quote(account.Name)}",
            };

    private static CauseFound? Forced(DiagnosisCase asked)
    {
        if (
            asked.Client.Transcript.First(SshDebugKind.ExitStatus) is not { } line
            || line.Last == "0"
        )
        {
            return null;
        }

        // sshd_config's command comes before the line's (session.c, do_exec).
        var forced = asked.Server.Setting("ForceCommand");
        var (command, place) =
            forced.Value is { } set && set is not ("none" or "") ? (set, forced.Source)
            : asked.Server.Key.Value?.Admits is { Command.Length: > 0 } key
                ? (key.Command, key.Source)
            : ("", "");
        return command.Length == 0
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    $"in place of what {asked.Question.User} asks for runs {command} ({place}), and it ends with {line.Last}.",
                Evidence =
                [
                    Client.ClientEvidence.Line(line),
                    EvidenceLine.Server(command, place),
                    .. asked
                        .Client.Transcript.All(SshDebugKind.Remote)
                        .Take(2)
                        .Select(Client.ClientEvidence.Line),
                ],
                Fixes = RuleCause.OnHost($"edit {place}: the forced command {command}"),
                Disproof =
                    $"sshd -T -C {ShellWord.Quote(Server.ConfigPart.Criteria(asked.Question))} | grep -i '^forcecommand none'",
            };
    }

    private static CauseFound? Status(DiagnosisCase asked) =>
        asked.Client.Transcript.First(SshDebugKind.ExitStatus) is not { } line || line.Last == "0"
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Likely,
                Summary =
                    $"the login works, and the command true ended with {line.Last}: the shell, a forced command or a start-up file ends the session.",
                Evidence = [Client.ClientEvidence.Line(line)],
                Fixes = RuleCause.OnHost(
                    $"getent passwd {ShellWord.Quote(asked.Question.User)}",
                    $"grep -n exit {ClientWords.Home(asked)}/.bashrc {ClientWords.Home(asked)}/.ssh/rc /etc/ssh/sshrc"
                ),
                Disproof = ClientWords.Ssh(asked.Question),
            };
}
