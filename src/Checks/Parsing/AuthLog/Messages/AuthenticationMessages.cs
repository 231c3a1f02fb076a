using Fleet.Checks.Parsing.AuthLog.Tails;
using static Fleet.Checks.Parsing.AuthLog.AuthLogKind;

namespace Fleet.Checks.Parsing.AuthLog.Messages;

/// <summary>Outcomes of authentication: OpenSSH auth.c, auth2.c, auth-pam.c, monitor.c.</summary>
internal static class AuthenticationMessages
{
    public static readonly MessagePattern[] All =
    [
        new("Failed ", FailedOther, AttemptTail.Failed),
        new("Accepted ", AcceptedOther, AttemptTail.Accepted),
        new("Invalid user ", InvalidUser, UserFromTail.InvalidUser),
        new("Illegal user ", InvalidUser, UserFromTail.InvalidUser),
        new("Partial ", PartialAuth, AttemptTail.Any),
        new("Postponed ", PostponedAuth, AttemptTail.Any),
        new("PAM: pam_open_session(): ", PamSessionFailed, DetailTail.Rest),
        new("PAM: pam_setcred(): ", PamSessionFailed, DetailTail.Rest),
        new("PAM: ", PamAuthFailure, AttemptTail.Pam),
        new("PAM ", PamAuthFailure, PamTail.MoreFailures),
        new("pam_", Unspecified, PamTail.Module),
        new("(pam_", Unspecified, PamTail.Module),
        new("maximum authentication attempts exceeded for ", MaxAuthExceeded, UserFromTail.Plain),
        new("User ", NotAllowed, NotAllowedTail.Read),
        new("ROOT LOGIN REFUSED FROM ", RootLoginRefused, PeerTail.Alone),
        new(
            "Disconnecting: Too many authentication failures",
            TooManyAuthFailures,
            UserTail.AfterFor
        ),
        new("Disconnecting: ", Disconnecting, DetailTail.Rest),
        new("Disconnecting ", Disconnecting, PeerTail.Disconnecting),
        new("Access denied for user ", PamAccountDenied, UserTail.ByPamConfiguration),
        new(
            "Timeout before authentication for connection from ",
            AuthLogKind.Timeout,
            PeerTail.FromTo
        ),
        new("Timeout before authentication for ", AuthLogKind.Timeout, PeerTail.Alone),
    ];
}
