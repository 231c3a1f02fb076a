using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>No algorithm in common, or large packets that do not arrive.</summary>
internal static class KeyExchangeCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new(
            "key_exchange.nothing_common",
            GateId.KeyExchange,
            "client and server have no algorithm in common",
            NothingCommon
        ),
        new(
            "key_exchange.stalled",
            GateId.KeyExchange,
            "large packets do not arrive (MTU)",
            Stalled
        ),
    ];

    private static CauseFound? NothingCommon(DiagnosisCase asked)
    {
        var said = asked.Client.Transcript.First(SshDebugKind.NegotiationFailed);
        var missing = said?.Values[2] ?? asked.Client.Agreement?.Missing;
        if (missing is null)
        {
            return null;
        }

        var offer = said?.Last ?? string.Join(',', Offer(asked, missing));
        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary = $"client and server have no {missing} in common; the server has {offer}.",
            Evidence =
            [
                said is null
                    ? EvidenceLine.Client($"the server offers {offer}", "KEXINIT")
                    : ClientEvidence.Line(said),
            ],
            Fixes =
            [
                .. RuleCause.OnHost($"sshd -T | grep -i '^{Keyword(missing)}'"),
                .. RuleCause.OnClient(
                    ClientWords.Ssh(asked.Question, $"-o {Keyword(missing)}=+{offer.Split(',')[0]}")
                ),
            ],
            Disproof = $"ssh -Q {Query(missing)} on the client names one of {offer}",
        };
    }

    private static CauseFound? Stalled(DiagnosisCase asked) =>
        asked.Client.Seen(SshDebugKind.KexInitSent) is not { } sent
        || asked.Client.Seen(SshDebugKind.NegotiationFailed) is not null
        || asked.Client.Reached(Milestone.HostTrusted)
        || HasHungUp(asked)
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Likely,
                Summary =
                    "small packets arrive and large ones are lost: the way has a smaller MTU and its ICMP answers are filtered.",
                Evidence =
                [
                    sent,
                    asked.Client.Seen(SshDebugKind.TimedOut)
                        ?? EvidenceLine.Client(
                            asked.Client.Transcript.Lines[^1].Text,
                            "the attempt's last line"
                        ),
                ],
                Fixes =
                [
                    .. RuleCause.OnClient(
                        $"tracepath -n {ClientWords.Target(asked.Question)}",
                        $"ping -M do -s 1472 -c 2 {ClientWords.Target(asked.Question)}"
                    ),
                    .. RuleCause.OnHost(
                        "nft add rule inet filter output tcp flags syn tcp option maxseg size set rt mtu"
                    ),
                ],
                Disproof =
                    $"ping -M do -s 1472 -c 2 {ClientWords.Target(asked.Question)} is answered",
            };

    // A server that closes is there; one whose packets are lost is silent.
    private static bool HasHungUp(DiagnosisCase asked) =>
        asked.Client.Transcript.Has(SshDebugKind.Closed)
        || asked.Client.Transcript.Has(SshDebugKind.Reset)
        || asked.Client.Transcript.Has(SshDebugKind.HostKeyFailed)
        || asked.Client.Transcript.Has(SshDebugKind.HostKeyChanged);

    private static ImmutableArray<string> Offer(DiagnosisCase asked, string missing) =>
        asked.Client.Best?.Probe.Value?.Offer is not { } offer
            ? []
            : missing switch
            {
                "host key type" => offer.HostKeys,
                "cipher" => offer.CiphersToServer,
                "MAC" => offer.MacsToServer,
                "compression method" => offer.CompressionToServer,
                _ => offer.Kex,
            };

    private static string Keyword(string missing) =>
        missing switch
        {
            "host key type" => "HostKeyAlgorithms",
            "cipher" => "Ciphers",
            "MAC" => "MACs",
            _ => "KexAlgorithms",
        };

    private static string Query(string missing) =>
        missing switch
        {
            "host key type" => "HostKeyAlgorithms",
            "cipher" => "cipher",
            "MAC" => "mac",
            _ => "kex",
        };
}
