using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>sshd refuses the user by a list, and its files have no such list: it runs with what they were.</summary>
internal static class OldConfiguration
{
    private const string Loaded = "ssh.config/loaded";

    /// <summary>
    /// What shows it: sshd's own word on this attempt, or that its files are newer than what it loaded while they let the user in; null where it is not so. A file that was
    /// removed leaves no newer file behind.
    /// </summary>
    public static EvidenceLine? Refuses(DiagnosisCase asked)
    {
        var server = asked.Server;
        return
            asked.Client.Reached(Milestone.KeyKnown)
            || !asked.Client.Transcript.Has(SshDebugKind.PermissionDenied)
            || !server.UserRefusal.IsAbsent
            ? null
            : LogLines.Last(asked, "not_allowed")
                ?? (
                    server.Login.Value is { Verdict: Access.Logins.LoginVerdict.Yes }
                    && server.Against(Loaded) is { } old
                        ? EvidenceLine.Server(old.Summary, old.Source)
                        : null
                );
    }
}
