using System.Collections.Immutable;
using System.Text.Json;

namespace Fleet.Checks.Parsing.AuthLog;

/// <summary>Names of kinds, and which kinds belong together.</summary>
public static class AuthLogKinds
{
    private static readonly ImmutableArray<string> Names =
    [
        .. Enum.GetNames<AuthLogKind>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName),
    ];

    /// <summary>The stable name: <c>failed_password</c>.</summary>
    public static string Name(this AuthLogKind kind) => Names[(int)kind];

    /// <summary>True for lines that a healthy, busy host writes all day: counted, but not worth keeping as text.</summary>
    public static bool IsRoutine(this AuthLogKind kind) =>
        kind
            is AuthLogKind.SessionOpened
                or AuthLogKind.SessionClosed
                or AuthLogKind.ConnectionFrom
                or AuthLogKind.PostponedAuth
                or AuthLogKind.Disconnected
                or AuthLogKind.ReceivedDisconnect
                or AuthLogKind.ConnectionClosed;

    /// <summary>True for lines that strangers can cause in any number: they must not push the others out.</summary>
    public static bool IsFlood(this AuthLogKind kind) =>
        kind
            is AuthLogKind.FailedPassword
                or AuthLogKind.FailedPublickey
                or AuthLogKind.FailedKeyboardInteractive
                or AuthLogKind.FailedNone
                or AuthLogKind.FailedOther
                or AuthLogKind.InvalidUser
                or AuthLogKind.ConnectionClosedPreauth
                or AuthLogKind.ConnectionReset
                or AuthLogKind.ConnectionResetPreauth
                or AuthLogKind.DisconnectedPreauth
                or AuthLogKind.ReceivedDisconnectPreauth
                or AuthLogKind.Disconnecting
                or AuthLogKind.TooManyAuthFailures
                or AuthLogKind.MaxAuthExceeded
                or AuthLogKind.UsernameChanged
                or AuthLogKind.NotAllowed
                or AuthLogKind.AccountLocked
                or AuthLogKind.RootLoginRefused
                or AuthLogKind.SourceNotPermitted
                or AuthLogKind.RefusedByOptions
                or AuthLogKind.KeyTypeRefused
                or AuthLogKind.UnableToNegotiate
                or AuthLogKind.PamAuthFailure
                or AuthLogKind.PamUserUnknown
                or AuthLogKind.NoIdentification
                or AuthLogKind.BadProtocol
                or AuthLogKind.PacketCorrupt
                or AuthLogKind.BreakInAttempt
                or AuthLogKind.RefusedConnect
                or AuthLogKind.MaxstartupsDrop
                or AuthLogKind.PenaltyDrop
                or AuthLogKind.PenaltyActivated
                or AuthLogKind.Timeout;
}
