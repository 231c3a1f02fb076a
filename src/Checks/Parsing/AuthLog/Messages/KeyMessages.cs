using Fleet.Checks.Parsing.AuthLog.Tails;
using static Fleet.Checks.Parsing.AuthLog.AuthLogKind;

namespace Fleet.Checks.Parsing.AuthLog.Messages;

/// <summary>Why keys, certificates and sessions are refused: OpenSSH auth.c, auth2-pubkey.c, auth2-pubkeyfile.c, misc.c, session.c.</summary>
internal static class KeyMessages
{
    public static readonly MessagePattern[] All =
    [
        new(
            "Authentication refused: bad ownership or modes for directory ",
            BadOwnership,
            DetailTail.Rest
        ),
        new(
            "Authentication refused: bad ownership or modes for file ",
            BadOwnership,
            DetailTail.Rest
        ),
        new("Authentication refused: ", CouldNotOpenKeys, DetailTail.Rest),
        new("Could not open user '", CouldNotOpenKeys, QuotedTail.UserAndFile),
        new("Could not open authorized keys '", CouldNotOpenKeys, QuotedTail.File),
        new("Authentication tried for ", SourceNotPermitted, QuotedTail.NotPermittedHost),
        new("/", Unspecified, PathTail.Read),
        new("Refused by key options", RefusedByOptions),
        new("Certificate invalid: ", CertificateRefused, DetailTail.Rest),
        new("Refusing certificate ID ", CertificateRefused, DetailTail.Rest),
        new("Authentication key ", KeyRevoked, QuotedTail.Fingerprint),
        new("Error checking authentication key ", RevocationCheckFailed, QuotedTail.Fingerprint),
        new("userauth_pubkey: signature algorithm ", KeyTypeRefused, DetailTail.Rest),
        new("userauth_pubkey: key type ", KeyTypeRefused, DetailTail.Rest),
        new("refusing ", KeyTooShort, DetailTail.InvalidKeyLength),
        new("Unsafe Authorized", KeysCommandFailed, DetailTail.Rest),
        // servconf.c: sshd does not start.
        new("AuthorizedKeysCommand set without AuthorizedKeysCommandUser", ConfigError),
        new("AuthorizedPrincipalsCommand set without AuthorizedPrincipalsCommandUser", ConfigError),
        new("AuthorizedKeysCommand ", KeysCommandFailed, DetailTail.Rest),
        new("AuthorizedPrincipalsCommand ", KeysCommandFailed, DetailTail.Rest),
        new("bad ownership or modes for chroot directory ", ChrootRefused, DetailTail.Rest),
        new("subsystem request for ", SubsystemFailed, DetailTail.SubsystemFailed),
    ];
}
