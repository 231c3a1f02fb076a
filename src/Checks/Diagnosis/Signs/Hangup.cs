using System.Globalization;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>sshd accepts the user, and ends the session before anything runs.</summary>
internal static class Hangup
{
    /// <summary>How sshd's child ends where PAM opened no session (OpenSSH <c>session.c</c>, <c>do_child</c>).</summary>
    public const int NoSession = 254;

    /// <summary>What the client saw of it; null where it did not.</summary>
    public static EvidenceLine? Of(DiagnosisCase asked)
    {
        var client = asked.Client;
        return !client.Reached(Milestone.Authenticated) || client.Reached(Milestone.SessionOpened)
            ? null
            : client.Seen(SshDebugKind.ExitStatus)
                ?? client.Seen(SshDebugKind.Closed)
                ?? client.Seen(SshDebugKind.Reset)
                ?? client.Seen(SshDebugKind.Disconnect)
                ?? (
                    client.AttemptTook > TimeSpan.Zero && !client.Transcript.Lines.IsEmpty
                        ? ClientEvidence.Line(client.Transcript.Lines[^1])
                        : null
                );
    }

    /// <summary>True for an exit status that a program in the session ended with.</summary>
    public static bool IsOfProgram(SshDebugLine status) =>
        status.Last != NoSession.ToString(CultureInfo.InvariantCulture);
}
