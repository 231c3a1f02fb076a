using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.SshHostKeys;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The client does not take the host's key.</summary>
internal static class HostKeyCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new("host_key.revoked", GateId.HostKey, "known_hosts has the key as revoked", Revoked),
        new(
            "host_key.other_machine",
            GateId.HostKey,
            "what answers is not the host: its key is none of the host's",
            OtherMachine
        )
        {
            Explains = ["host_key.changed"],
        },
        new(
            "host_key.changed",
            GateId.HostKey,
            "known_hosts has another key for the host",
            asked => Changed(asked) ?? HostKeyOutlook.Stale(asked)
        ),
        new(
            "host_key.not_known",
            GateId.HostKey,
            "known_hosts does not have the host, and nobody is there to say yes",
            NotKnown
        ),
    ];

    private static CauseFound? Revoked(DiagnosisCase asked) =>
        asked.Client.Seen(SshDebugKind.HostKeyRevoked) is not { } line
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary = $"the key that {asked.Question.Host} shows is @revoked in known_hosts.",
                Evidence = [line, .. Seen(asked)],
                Fixes = RuleCause.OnHost("rm /etc/ssh/ssh_host_*_key*; ssh-keygen -A"),
                Disproof = "grep -n '^@revoked' ~/.ssh/known_hosts /etc/ssh/ssh_known_hosts",
            };

    private static CauseFound? OtherMachine(DiagnosisCase asked) =>
        asked.Client.Seen(SshDebugKind.HostKeyChanged) is not { } line
        || HostKeySeen.Of(asked) is not { IsHosts: false } seen
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    $"{ClientWords.Target(asked.Question)} answers with {seen.Fingerprint}, which is none of the host's keys: another machine has the address, or somebody stands between.",
                Evidence =
                [
                    line,
                    EvidenceLine.Server(
                        string.Join(' ', asked.Server.HostKeys.Value!.Values),
                        asked.Server.HostKeys.Source
                    ),
                ],
                Fixes = RuleCause.OnClient(
                    $"getent ahosts {ShellWord.Quote(asked.Question.Host)}",
                    $"ip neigh show {ClientWords.Target(asked.Question)}"
                ),
                Disproof = "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub on the host's console",
            };

    private static CauseFound? Changed(DiagnosisCase asked)
    {
        if (asked.Client.Seen(SshDebugKind.HostKeyChanged) is not { } line)
        {
            return null;
        }

        var offending = asked.Client.Transcript.First(SshDebugKind.OffendingKey);
        var isOurs = HostKeySeen.Of(asked)?.IsHosts == true;
        var place = offending is null ? "" : $"{offending.Values[1]}:{offending.Values[2]}";
        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary = isOurs
                ? $"{(place.Length > 0 ? place : "known_hosts")} has an older key of {asked.Question.Host}; the one that answers is the host's own."
                : $"{(place.Length > 0 ? place : "known_hosts")} has another key for {asked.Question.Host} than the one that answers.",
            Evidence =
            [
                line,
                .. offending is null ? [] : new[] { ClientEvidence.Line(offending) },
                .. Seen(asked),
            ],
            Fixes =
            [
                .. isOurs
                    ? []
                    : RuleCause.OnHost(
                        "for k in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $k; done"
                    ),
                .. RuleCause.OnClient(
                    offending is null
                        ? $"ssh-keygen -R {ShellWord.Quote(ClientWords.KnownName(asked.Question))}"
                        : $"ssh-keygen -f {ShellWord.Quote(offending.Values[1])} -R {ShellWord.Quote(ClientWords.KnownName(asked.Question))}"
                ),
            ],
            Disproof =
                "the fingerprint that ssh-keygen -lf prints on the host's console is the one in known_hosts",
        };
    }

    private static CauseFound? NotKnown(DiagnosisCase asked) =>
        asked.Client.Transcript.Has(SshDebugKind.HostKeyChanged)
        || asked.Client.Transcript.Has(SshDebugKind.HostKeyRevoked)
        || asked.Client.Seen(SshDebugKind.HostKeyFailed) is not { } line
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    $"no known_hosts has a key of {asked.Question.Host}, and a login without a terminal does not ask.",
                Evidence =
                [
                    asked.Client.Seen(SshDebugKind.HostKeyNotKnown) ?? line,
                    .. Seen(asked),
                ],
                Fixes =
                [
                    .. HostKeySeen.Of(asked)?.IsHosts == true
                        ? []
                        : RuleCause.OnHost(
                            "for k in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $k; done"
                        ),
                    .. RuleCause.OnClient(
                        asked.Server.Input is { } input && TrueHostKey.Of(input) is [var own, ..]
                            ? $"echo {ShellWord.Quote($"{ClientWords.KnownName(asked.Question)} {own.Type} {own.Base64}")} >> ~/.ssh/known_hosts"
                            : $"{ClientWords.Scan(asked.Question)} >> ~/.ssh/known_hosts"
                    ),
                ],
                Disproof =
                    $"ssh-keygen -F {ShellWord.Quote(ClientWords.KnownName(asked.Question))} finds the host",
            };

    private static IEnumerable<EvidenceLine> Seen(DiagnosisCase asked)
    {
        if (asked.Client.Seen(SshDebugKind.ServerHostKey) is { } seen)
        {
            yield return seen;
        }

        if (HostKeySeen.Of(asked) is { IsHosts: true } own)
        {
            yield return EvidenceLine.Server(
                $"{own.Fingerprint} is one of the host's own keys",
                asked.Server.HostKeys.Source
            );
        }
    }
}
