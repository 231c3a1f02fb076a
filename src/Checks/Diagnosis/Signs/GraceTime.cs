using System.Globalization;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>sshd hung up because the login took longer than LoginGraceTime.</summary>
internal static class GraceTime
{
    // From the connection, which is not the attempt's start, to the client's end.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    /// <summary>sshd's line on it, or the client's that fits; null where there is neither. Since CVE-2024-6387 was mended (8.5 to 9.7) sshd does not say so.</summary>
    public static EvidenceLine? Ended(DiagnosisCase asked) =>
        asked.Client.Reached(Milestone.Authenticated)
            ? null
            : LogLines.Last(asked, "timeout") ?? ByTheClock(asked);

    private static EvidenceLine? ByTheClock(DiagnosisCase asked)
    {
        var client = asked.Client;
        if (
            !client.Reached(Milestone.HostTrusted)
            || !int.TryParse(
                asked.Server.Setting("LoginGraceTime").Value,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var seconds
            )
            || seconds == 0
        )
        {
            return null;
        }

        var grace = TimeSpan.FromSeconds(seconds);
        return client.AttemptTook >= grace && client.AttemptTook <= grace + Slack
            ? client.Seen(SshDebugKind.Closed) ?? client.Seen(SshDebugKind.Reset)
            : null;
    }
}
