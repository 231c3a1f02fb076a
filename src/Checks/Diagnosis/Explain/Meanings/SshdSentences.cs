using System.Collections.Immutable;
using static Fleet.Checks.Diagnosis.Explain.Meaning;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>What sshd says at its start, at higher log levels and in versions whose lines have no kind of their own.</summary>
internal static class SshdSentences
{
    public static readonly ImmutableArray<Sentence> All =
    [
        Of(
            "Bad configuration option",
            Names(
                "listener.config",
                "sshd does not understand its configuration: it does not start, and does not reload."
            )
        ),
        Of(
            "unsupported option \"",
            Names("listener.config", "sshd does not understand its configuration.")
        ),
        Of(
            "bad configuration options",
            Names(
                "listener.config",
                "sshd does not understand its configuration: it does not start, and does not reload."
            )
        ),
        Of(
            "is not allowed within a Match block",
            Names(
                "listener.config",
                "The keyword counts for the whole server and stands behind a Match."
            )
        ),
        Of(
            "no hostkeys available",
            Names("listener.no_host_keys", "sshd has no host key that it can load.")
        ),
        Of(
            "Unable to load host key",
            Names("listener.no_host_keys", "sshd cannot load a host key.")
        ),
        Of(
            "Missing privilege separation directory",
            Names("listener.privilege_separation", "The directory that sshd needs is missing.")
        ),
        Of(
            "must be owned by root and not group or world-writable",
            Names(
                "listener.privilege_separation",
                "The directory that sshd needs is not root's alone."
            )
        ),
        Of("Address already in use", Names("listener.taken", "Another process holds the port.")),
        Of(
            "Cannot assign requested address",
            Names(
                "listener.address_not_there",
                "ListenAddress names an address that the host does not have, or not yet."
            )
        ),
        Of(
            "Bind to port*Permission denied",
            Names("listener.selinux_port", "sshd may not use the port.")
        ),
        Of(
            "bad key options",
            Names(
                "key.line_broken",
                "sshd passes over a line whose options it does not understand."
            )
        ),
        Of("is not a regular file", Names("paths.unreadable", "The key file is no file.")),
        Of(
            "bad ownership or modes for chroot",
            Names("session.chroot", "ChrootDirectory's path must be root's alone.")
        ),
        Of(
            "bad ownership or modes",
            Names(
                "paths.strict_modes",
                "sshd does not trust the key file: others may write to its path (StrictModes)."
            )
        ),
        Of(
            "rexec",
            Names("banner.not_restarted", "The package was upgraded under the running sshd.")
        ),
        Of(
            "OpenSSL version mismatch",
            Names("banner.not_restarted", "The library was upgraded under the running sshd.")
        ),
        Of(
            "input_userauth_request: invalid user",
            Names("account.unknown", "The host knows no account of that name.")
        ),
        Of(
            "not allowed because",
            Names("user.lists", "sshd's lists keep the user out.", "user.not_reloaded")
        ),
        Of("past MaxStartups", Names("banner.startups", "sshd turns new connections away.")),
        Of(
            "PerSourcePenalties",
            Names("banner.penalty", "sshd turns this address away for a while.")
        ),
        Of("penalty:", Names("banner.penalty", "sshd turns this address away for a while.")),
        Of("refused connect from", Names("banner.hosts_deny", "tcp_wrappers refused the address.")),
        Of("Root login accepted for forced command", Note("root may run its forced command.")),
    ];

    private static Sentence Of(string words, Meaning meaning) =>
        new(words, SignPlace.Sshd, meaning);
}
