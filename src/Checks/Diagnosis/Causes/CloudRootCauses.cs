using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>Images for clouds let root's keys only say whom to log in as (cloud-init disable_root).</summary>
internal static class CloudRootCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new(
            "shell.cloud_root",
            GateId.Shell,
            "the key only says whom to log in as, and closes",
            Find
        )
        {
            Explains = ["shell.forced_command", "shell.status", "session.closed"],
        },
    ];

    private static CauseFound? Find(DiagnosisCase asked) =>
        CloudRoot.Line(asked) is not { } line
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    $"{line.Source} runs cloud-init's command in place of a shell: it says to log in as {CloudRoot.Name(line)}, waits ten seconds and closes.",
                Evidence = [EvidenceLine.Server(line.Command, line.Source)],
                Fixes =
                [
                    .. RuleCause.OnClient(
                        ClientWords.Ssh(asked.Question with { User = CloudRoot.Name(line) })
                    ),
                ],
                Rule = "ssh.authorized_keys/cloud_root",
                Subject = "root",
                Disproof =
                    $"grep -n 'Please login as' {ClientWords.Home(asked)}/.ssh/authorized_keys",
            };
}
