using Fleet.Checks.Parsing.AuthLog.Tails;
using static Fleet.Checks.Parsing.AuthLog.AuthLogKind;

namespace Fleet.Checks.Parsing.AuthLog.Messages;

/// <summary>What PAM modules write under sshd's name, after <c>pam_unix(sshd:auth): </c>: Linux-PAM's and SSSD's modules.</summary>
internal static class PamMessages
{
    private static readonly MessagePattern[] All =
    [
        new("authentication failure; ", PamAuthFailure, PamTail.Fields),
        new("session opened for user ", SessionOpened, UserTail.UntilUid),
        new("session closed for user ", SessionClosed, UserTail.All),
        new("check pass; user unknown", PamUserUnknown),
        new("account ", PamAccountExpired, UserTail.HasExpired),
        new("expired password for user ", PamPasswordExpired, UserTail.UntilBracket),
        new("access denied for user `", PamAccessDenied, QuotedTail.PamAccess),
        new("Access denied for user ", PamAccessDenied, UserTail.UntilColon),
        new("Consecutive login failures for user ", PamFaillock, UserTail.BeforeAccountLocked),
        new("user ", PamFaillock, UserTail.Tally),
        new("Too many logins ", PamSessionFailed, UserTail.AfterLastFor),
        new("Failed to create session", PamSessionFailed, DetailTail.AfterColon),
    ];

    public static readonly MessageTable Table = new(All);
}
