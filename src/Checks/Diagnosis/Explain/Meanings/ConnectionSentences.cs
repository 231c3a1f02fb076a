using System.Collections.Immutable;
using static Fleet.Checks.Diagnosis.Explain.Meaning;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>What clients say of names, connections and hosts' keys.</summary>
internal static class ConnectionSentences
{
    public static readonly ImmutableArray<Sentence> All =
    [
        Of(
            "HOST IDENTIFICATION HAS CHANGED",
            Names(
                "host_key.changed",
                "The host's key is another one than known_hosts has.",
                "host_key.other_machine"
            )
        ),
        Of(
            "has changed and you have requested strict checking",
            Names(
                "host_key.changed",
                "The host's key is another one than known_hosts has.",
                "host_key.other_machine"
            )
        ),
        Of(
            "POSSIBLE DNS SPOOFING DETECTED",
            Names(
                "host_key.changed",
                "Name and address have different keys in known_hosts.",
                "host_key.other_machine"
            )
        ),
        Of(
            "host key does not match",
            Names(
                "host_key.changed",
                "The host's key is another one than the client has stored.",
                "host_key.other_machine"
            )
        ),
        Of(
            "Offending*key in",
            Points("host_key.changed", "That line of known_hosts has another key for the host.")
        ),
        Of("REVOKED HOST KEY", Names("host_key.revoked", "known_hosts has the key as revoked.")),
        Of(
            "authenticity of host * can't be established",
            Names(
                "host_key.not_known",
                "The host is not in known_hosts yet: compare the fingerprint before you say yes."
            )
        ),
        Of(
            "Host key verification failed",
            Points(
                    "host_key.not_known",
                    "The client does not take the host's key.",
                    "host_key.changed",
                    "host_key.revoked"
                )
                .Echo()
        ),
        Of(
            "Could not resolve hostname",
            Names("name.not_found", "The name gives no address here: nothing is dialled.")
        ),
        Of(
            "Name or service not known",
            Names("name.not_found", "The name gives no address here: nothing is dialled.")
        ),
        Of(
            "Temporary failure in name resolution",
            Names("name.not_found", "No name server answers: nothing is dialled.")
        ),
        Of(
            "nodename nor servname provided",
            Names("name.not_found", "The name gives no address here: nothing is dialled.")
        ),
        Of(
            "Bad remote protocol version",
            Names("banner.not_ssh", "What answers there is no SSH server.")
        ),
        Of(
            "Exceeded MaxStartups",
            Names(
                "banner.startups",
                "sshd turns new connections away: too many are not logged in yet."
            )
        ),
        Of(
            "Not allowed at this time",
            Points(
                "banner.penalty",
                "sshd turns this address away for now (PerSourcePenalties), or MaxStartups.",
                "banner.startups"
            )
        ),
        Of(
            "no matching*found",
            Names("key_exchange.nothing_common", "Client and server have no algorithm in common.")
        ),
        Of(
            "agree a * algorithm",
            Names("key_exchange.nothing_common", "Client and server have no algorithm in common.")
        ),
        Of(
            "ssh_exchange_identification",
            Points(
                    "banner.closed",
                    "The connection ended before the server named itself.",
                    SilentRefusals.BeforeBanner
                )
                .Echo()
        ),
        Of(
            "kex_exchange_identification",
            Points(
                    "banner.closed",
                    "The connection ended before the server named itself.",
                    SilentRefusals.BeforeBanner
                )
                .Echo()
        ),
        Of(
            "during banner exchange",
            Points(
                    "banner.closed",
                    "The connection was made, and the server did not name itself.",
                    ["banner.queue_full", .. SilentRefusals.BeforeBanner]
                )
                .Echo()
        ),
        Of("Connection refused", ConnectMeanings.Of("Connection refused")),
        Of("Connection timed out", ConnectMeanings.Of("Connection timed out")),
        Of("Operation timed out", ConnectMeanings.Of("Connection timed out")),
        Of("No route to host", ConnectMeanings.Of("No route to host")),
        Of("Network is unreachable", ConnectMeanings.Of("Network is unreachable")),
        Of(
            "unexpectedly closed network connection",
            Open(
                    "The server ended the connection and does not say why.",
                    [
                        "session.closed",
                        .. SilentRefusals.AfterLogin,
                        "banner.closed",
                        .. SilentRefusals.BeforeBanner,
                    ]
                )
                .Echo()
        ),
        Of(
            "closed by remote host",
            Open(
                    "The server ended the connection and does not say why.",
                    [
                        "session.closed",
                        .. SilentRefusals.AfterLogin,
                        "banner.closed",
                        .. SilentRefusals.BeforeBanner,
                        "session.idle",
                    ]
                )
                .Echo()
        ),
        Of(
            "Connection closed",
            Open(
                    "The server ended the connection and does not say why.",
                    [
                        "session.closed",
                        .. SilentRefusals.AfterLogin,
                        "banner.closed",
                        .. SilentRefusals.BeforeBanner,
                    ]
                )
                .Echo()
        ),
        Of(
            "Connection reset by",
            Open(
                    "The connection was reset.",
                    [
                        "banner.closed",
                        .. SilentRefusals.BeforeBanner,
                        "key_exchange.path_mtu",
                        "session.idle",
                    ]
                )
                .Echo()
        ),
        Of("Permission denied", DeniedMeanings.Of("publickey,password", isRoot: false)),
    ];

    private static Sentence Of(string words, Meaning meaning) =>
        new(words, SignPlace.Client, meaning);
}
