using Fleet.Checks.Diagnosis.Client;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>sshd hung up because the login took longer than LoginGraceTime.</summary>
internal static class GraceTime
{
    /// <summary>sshd's line on it; null where it did not say so.</summary>
    public static EvidenceLine? Ended(DiagnosisCase asked) =>
        asked.Client.Reached(Milestone.Authenticated) ? null : LogLines.Last(asked, "timeout");
}
