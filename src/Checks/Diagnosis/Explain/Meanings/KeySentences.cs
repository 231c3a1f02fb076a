using System.Collections.Immutable;
using static Fleet.Checks.Diagnosis.Explain.Meaning;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>What clients say of keys and agents; PuTTY among them.</summary>
internal static class KeySentences
{
    public static readonly ImmutableArray<Sentence> All =
    [
        Of(
            "UNPROTECTED PRIVATE KEY FILE",
            Names("key.unusable", "Others may read the private key: ssh does not use it.")
        ),
        Of(
            "error in libcrypto",
            Names(
                "key.unusable",
                "The key file is damaged: its line ends were changed, or its last one is missing."
            )
        ),
        Of(
            "invalid format",
            Names(
                "key.unusable",
                "The file is no private key in OpenSSH's form (a .pub, a .ppk, a damaged file)."
            )
        ),
        Of(
            "PuTTY-User-Key-File",
            Names("key.unusable", "A key in PuTTY's form: ssh cannot read it.")
        ),
        Of(
            "Identity file * not accessible",
            Points(
                "key.unusable",
                "The key file that ssh was told to use is not there.",
                "key.none"
            )
        ),
        Of(
            "agent refused operation",
            Names(
                "key.unusable",
                "The agent holds the key and did not sign: it needs a confirmation, or the private key does not fit."
            )
        ),
        Of(
            "Could not open a connection to your authentication agent",
            Points("key.none", "No agent runs for this session.", "key.unusable")
        ),
        Of(
            "The agent has no identities",
            Points("key.none", "The agent holds no key.", "key.unusable")
        ),
        Of(
            "Server refused our key",
            Open(
                    "The server takes the method, and refused this key.",
                    ["key.refused", .. SilentRefusals.InLog, "paths.strict_modes", "user.lists"]
                )
                .Echo()
        ),
        Of(
            "No supported authentication methods available",
            Open(
                    "The server takes no method that the client has.",
                    "method.password_off",
                    "method.publickey_off",
                    "key.none",
                    "key.not_in_file"
                )
                .Echo()
        ),
        Of(
            "no mutual signature",
            Names("key.algorithm", "The server takes no signature that this key can make (SHA-1).")
        ),
        Of(
            "Too many authentication failures",
            Names(
                "key.too_many",
                "The server hung up before the right key was offered: each refused key counts against MaxAuthTries."
            )
        ),
        Of(
            "partial success",
            Names("method.second_factor", "One method did, and the server wants another besides.")
        ),
    ];

    private static Sentence Of(string words, Meaning meaning) =>
        new(words, SignPlace.Client, meaning);
}
