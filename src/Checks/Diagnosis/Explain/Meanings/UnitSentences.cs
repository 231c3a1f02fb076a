using System.Collections.Immutable;
using static Fleet.Checks.Diagnosis.Explain.Meaning;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>What systemd says of sshd's unit.</summary>
internal static class UnitSentences
{
    public static readonly ImmutableArray<Sentence> All =
    [
        Of(
            "Active: failed",
            Points(
                "listener.stopped",
                "The unit does not run: its last start failed.",
                "listener.config",
                "listener.no_host_keys",
                "listener.taken",
                "listener.privilege_separation"
            )
        ),
        Of(
            "Active: inactive",
            Points("listener.stopped", "The unit does not run.", "listener.elsewhere")
        ),
        Of(
            "ActiveState=failed",
            Points(
                "listener.stopped",
                "The unit does not run: its last start failed.",
                "listener.config",
                "listener.no_host_keys",
                "listener.taken",
                "listener.privilege_separation"
            )
        ),
        Of(
            "ActiveState=inactive",
            Points("listener.stopped", "The unit does not run.", "listener.elsewhere")
        ),
        Of("ActiveState=active", Good("The unit runs.")),
        Of(
            "/exe -> *(deleted)",
            Names("banner.not_restarted", "The program was replaced under the running sshd.")
        ),
        Of("Active: active", Good("The unit runs.")),
        Of(
            "Failed to start*Secure Shell",
            Points(
                "listener.stopped",
                "sshd's unit did not start.",
                "listener.config",
                "listener.no_host_keys",
                "listener.taken",
                "listener.privilege_separation"
            )
        ),
        Of(
            "ssh*Failed with result",
            Points(
                "listener.stopped",
                "sshd's unit did not start.",
                "listener.config",
                "listener.no_host_keys",
                "listener.taken",
                "listener.privilege_separation"
            )
        ),
        Of(
            "ssh*Start request repeated too quickly",
            Points(
                "listener.stopped",
                "systemd gave up starting sshd.",
                "listener.config",
                "listener.no_host_keys",
                "listener.taken"
            )
        ),
        Of(
            "ssh*status=255/EXCEPTION",
            Points(
                "listener.stopped",
                "sshd ended at its start.",
                "listener.config",
                "listener.no_host_keys",
                "listener.taken",
                "listener.privilege_separation"
            )
        ),
        Of(
            "TasksCurrent=",
            Note("How many processes the unit has; next to TasksMax it may start no more.")
        ),
    ];

    private static Sentence Of(string words, Meaning meaning) =>
        new(words, SignPlace.Host, meaning);
}
