using Fleet.Checks.Parsing.SshDebug;
using static Fleet.Checks.Diagnosis.Explain.Meaning;
using static Fleet.Checks.Parsing.SshDebug.SshDebugKind;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>Where a transcript stops without a fault: it hangs, or it was cut off.</summary>
internal static class StopMeanings
{
    /// <summary>What a transcript's last step means where nothing behind it says more: it hangs, or it was cut off.</summary>
    public static Meaning? Of(SshDebugKind last) =>
        last switch
        {
            SshDebugKind.Connecting => Open(
                "The text ends while ssh waits for the connection: nobody answers.",
                ["firewall.silence", .. SilentRefusals.Silence]
            ),
            Connected or LocalVersion => Open(
                "The text ends behind the connect: the server does not name itself.",
                ["banner.closed", "banner.queue_full", "banner.no_memory", "banner.not_ssh"]
            ),
            KexInitSent or KexInitReceived or KexReplyAwaited or KexAlgorithm or HostKeyAlgorithm =>
                Points(
                    "key_exchange.stalled",
                    "The text ends in the key exchange: small packets arrive, large ones do not (MTU).",
                    "key_exchange.path_mtu",
                    "key_exchange.too_big"
                ),
            Offering or NextMethod or CanContinue or ServerSignatures or Accepted => Open(
                "The text ends while the server decides about the login: it waits for something.",
                "user.slow_names",
                "account.unknown",
                "session.pam",
                "paths.home_missing"
            ),
            SessionEntered => Open(
                "The text ends behind the login: the session says nothing.",
                "session.pam",
                "shell.startup_files",
                "session.idle",
                "key_exchange.path_mtu"
            ),
            _ => null,
        };
}
