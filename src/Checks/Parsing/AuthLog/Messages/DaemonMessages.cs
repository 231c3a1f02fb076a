using Fleet.Checks.Parsing.AuthLog.Tails;
using static Fleet.Checks.Parsing.AuthLog.AuthLogKind;

namespace Fleet.Checks.Parsing.AuthLog.Messages;

/// <summary>What the listener says of itself: OpenSSH sshd.c, servconf.c, authfile.c, entropy.c.</summary>
internal static class DaemonMessages
{
    public static readonly MessagePattern[] All =
    [
        new("Server listening on ", ServerListening, PeerTail.Listening),
        new("Received SIGHUP", ReceivedSighup),
        new("Received signal ", Terminated, DetailTail.Rest),
        new("Bind to port ", BindFailed, DetailTail.Rest),
        new("Cannot bind any address", BindFailed),
        new("no hostkeys available", NoHostKeys),
        new("sshd: no hostkeys available", NoHostKeys),
        new("Unable to load host key", HostKeyUnusable, DetailTail.AfterColon),
        new("Could not load host key", HostKeyUnusable, DetailTail.AfterColon),
        new("Permissions ", HostKeyUnusable, QuotedTail.TooOpen),
        new("Missing privilege separation directory: ", PrivsepMissing, DetailTail.Rest),
        new("Privilege separation user ", PrivsepMissing, DetailTail.Rest),
        new("rexec version mismatch", VersionMismatch),
        new("recv_rexec_state", VersionMismatch),
        new("OpenSSL version mismatch", VersionMismatch),
        new("fork: ", ForkFailed, DetailTail.Rest),
    ];
}
