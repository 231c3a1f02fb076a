using Fleet.Checks.Probe;
using static Fleet.Checks.Diagnosis.Explain.Meaning;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>How connecting failed.</summary>
internal static class ConnectMeanings
{
    /// <summary>How connecting failed, in the kernel's words.</summary>
    public static Meaning Of(string reason) =>
        OutcomeOf(reason) switch
        {
            ConnectOutcome.Refused => Points(
                "listener.refused",
                "The host, or a firewall in its name, answers at once that nobody listens there.",
                SilentRefusals.Refused
            ),
            ConnectOutcome.TimedOut => Points(
                "firewall.silence",
                "Nobody answers: packets are dropped on the way or by the host, or the host is down.",
                SilentRefusals.Silence
            ),
            ConnectOutcome.Unreachable when reason.Contains("Network", StringComparison.Ordinal) =>
                Names("route.none", "This machine has no route to that address."),
            ConnectOutcome.Unreachable => Points(
                "firewall.unreachable",
                "A router or firewall says that the host is unreachable (host- or admin-prohibited), or nobody in its network has the address.",
                "firewall.reject",
                "route.lost",
                "route.none"
            ),
            ConnectOutcome.Prohibited => Points(
                "firewall.unreachable",
                "The kernel may not send there: over IPv6 a firewall says admin-prohibited, or this machine's own rules forbid it.",
                "firewall.reject"
            ),
            ConnectOutcome.Reset => Open(
                "The connection was reset as it was made.",
                ["listener.refused", .. SilentRefusals.Refused]
            ),
            _ => Open(
                $"The connection was not made: {reason}.",
                "route.none",
                "firewall.silence",
                "listener.refused"
            ),
        };

    private static ConnectOutcome OutcomeOf(string reason) =>
        Signs.Connecting.Of(reason.TrimEnd('.', ' '));
}
