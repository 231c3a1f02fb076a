using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>What the name leads to is not the host.</summary>
internal static class AddressCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        new(
            "address.not_hosts",
            GateId.Address,
            "the name leads to an address that is not the host's",
            NotHosts
        )
        {
            Explains =
            [
                "route.lost",
                "firewall.silence",
                "firewall.unreachable",
                "listener.elsewhere",
                "listener.refused",
            ],
        },
    ];

    private static CauseFound? NotHosts(DiagnosisCase asked)
    {
        var own = OwnAddresses.WithoutDialled(asked);
        var host = asked.Question.Host;
        return own.IsEmpty
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    $"{host} leads to {ClientWords.Target(asked.Question)} on {asked.Question.Vantage}, and the host has {string.Join(" and ", own)}.",
                Evidence =
                [
                    EvidenceLine.Client(
                        $"{host} is {ClientWords.Target(asked.Question)}",
                        asked.Client.Addresses.Source
                    ),
                    EvidenceLine.Server(string.Join(' ', own), "host.reach"),
                    .. Connecting.Failure(asked),
                ],
                Fixes = RuleCause.OnClient(
                    $"getent ahosts {ShellWord.Quote(host)}; grep -n {ShellWord.Quote(host)} /etc/hosts",
                    ClientWords.Ssh(asked.Question, $"-o HostName={own[0]}")
                ),
                Disproof = $"getent ahosts {ShellWord.Quote(host)} prints {own[0]}",
            };
    }
}
