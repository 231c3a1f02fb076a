using Fleet.Checks.Access.Logins;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>sshd refuses what its files allow, and the files are newer than what it runs with.</summary>
internal static class OldConfiguration
{
    /// <summary>The finding that says so; null where it is not so.</summary>
    public static Finding? Refuses(DiagnosisCase asked) =>
        asked.Client.Reached(Milestone.KeyKnown)
        || !asked.Client.Transcript.Has(SshDebugKind.PermissionDenied)
        || asked.Server.Login.Value is not { Verdict: not LoginVerdict.No }
            ? null
            : asked.Server.Against("ssh.config/loaded");
}
