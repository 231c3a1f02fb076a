using Fleet.Checks.Parsing.SshDebug;
using static Fleet.Checks.Diagnosis.Explain.Meaning;
using static Fleet.Checks.Parsing.SshDebug.SshDebugKind;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>What a line of ssh(1) means. Null: it decides nothing.</summary>
internal static class ClientMeanings
{
    public static Meaning? Of(SshDebugLine line) => Door(line) ?? Login(line);

    private static Meaning? Door(SshDebugLine line) =>
        line.Kind switch
        {
            ConnectFailed => ConnectMeanings.Of(line.Last),
            ResolveFailed => Names(
                "name.not_found",
                "The name gives no address here: nothing is dialled."
            ),
            BannerFailed => Banner(line),
            LineBeforeBanner => Before(line.Last),
            BadBanner => Names("banner.not_ssh", "What answers there is no SSH server."),
            NegotiationFailed => Names(
                "key_exchange.nothing_common",
                "Client and server have no algorithm in common; the line has what the server offers."
            ),
            HostKeyChanged => Names(
                "host_key.changed",
                "The host's key is another one than known_hosts has: the host was installed again, its address went to another machine, or somebody stands between.",
                "host_key.other_machine"
            ),
            HostKeyRevoked => Names("host_key.revoked", "known_hosts has the key as revoked."),
            HostKeyNotKnown => Names(
                "host_key.not_known",
                "No known_hosts has the host, and ssh was told not to ask."
            ),
            HostKeyFailed => Points(
                    "host_key.not_known",
                    "The client does not take the host's key.",
                    "host_key.changed",
                    "host_key.revoked"
                )
                .Echo(),
            SshDebugKind.TimedOut => Silent(),
            Closed or Reset => Ended(line),
            Disconnect => Note("The server ends it, and says why."),
            _ => null,
        };

    private static Meaning? Login(SshDebugLine line) =>
        line.Kind switch
        {
            NoMutualSignature => Names(
                "key.algorithm",
                "The server takes no signature that this key can make: an RSA key with SHA-1, of an old client or agent."
            ),
            PartialSuccess => Names(
                "method.second_factor",
                "The method did, and the server wants another besides."
            ),
            TooManyFailures => Names(
                "key.too_many",
                "The server hung up before the right key was offered: each refused key counts against MaxAuthTries."
            ),
            KeyTooOpen => line.Last.Contains("ssh_host_", StringComparison.Ordinal)
                ? Names(
                    "listener.no_host_keys",
                    "Others may read the host's key: sshd does not load it."
                )
                : Names("key.unusable", "Others may read the private key: ssh does not use it."),
            KeyNotLoaded => Names("key.unusable", $"ssh cannot use the key file: {line.Last}."),
            BadConfigOwner => Names(
                "key.config_owner",
                "ssh stops at once: others may write its configuration, or it belongs to somebody else."
            ),
            PasswordExpired => Names(
                "account.password_expired",
                "The password is too old: it must be changed, which needs a terminal."
            ),
            PermissionDenied => Denied(line),
            ExitStatus => line.Last == "0"
                ? Good("The login works, and what ran ended with 0.")
                : Points(
                    "shell.status",
                    $"The login works, and what ran ended with {line.Last}.",
                    "shell.trouble",
                    "shell.startup_files",
                    "shell.forced_command"
                ),
            Authenticated => Good("The server accepted the user."),
            _ => null,
        };

    private static Meaning Silent() =>
        Points(
                "session.idle",
                "Nothing more is heard of the server.",
                "key_exchange.stalled",
                "key_exchange.path_mtu",
                "route.lost"
            )
            .Echo();

    private static Meaning Banner(SshDebugLine line) =>
        line.Text.Contains("invalid format", StringComparison.Ordinal)
            ? Names("banner.not_ssh", "What answers there is no SSH server.")
            : Points(
                    "banner.closed",
                    "The connection was made, and ended before the server named itself.",
                    SilentRefusals.BeforeBanner
                )
                .Echo();

    private static Meaning? Before(string said) =>
        said.Contains("MaxStartups", StringComparison.Ordinal)
            ? Names(
                "banner.startups",
                "sshd turns new connections away: too many are not logged in yet."
            )
        : said.Contains("Not allowed at this time", StringComparison.Ordinal)
            ? Points(
                "banner.penalty",
                "sshd turns this address away for now: its penalties (PerSourcePenalties), or MaxStartups.",
                "banner.startups"
            )
        : null;

    private static Meaning Denied(SshDebugLine line) =>
        DeniedMeanings.Of(line.Last, line.Values[0].StartsWith("root@", StringComparison.Ordinal));

    private static Meaning Ended(SshDebugLine line) =>
        line.Text.EndsWith("closed by remote host.", StringComparison.Ordinal)
            ? Points(
                    "session.closed",
                    "The server ended it behind the login.",
                    [
                        .. SilentRefusals.AfterLogin,
                        "shell.trouble",
                        "session.idle",
                        "banner.no_memory",
                    ]
                )
                .Echo()
            : Open(
                    "The server ended the connection and does not say why. In front of the login that is the door (MaxStartups, hosts.deny, a ban); right behind a key or password it is the account or PAM.",
                    [
                        "session.closed",
                        .. SilentRefusals.AfterLogin,
                        "banner.closed",
                        "method.grace_time",
                        .. SilentRefusals.BeforeBanner.Where(cause => cause != "listener.taken"),
                    ]
                )
                .Echo();
}
