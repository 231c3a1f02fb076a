using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Catalog.HostReach;
using Fleet.Checks.Facts;
using Fleet.Checks.Parsing.SshDebug;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>The address that is dialled, against the host's own.</summary>
internal static class OwnAddresses
{
    private const string Check = "host.reach";

    /// <summary>
    /// The host's addresses, where a connection failed and the dialled one is none of them although it is of one of the host's networks, in which nothing is translated; empty
    /// otherwise: outside of them it may be a router's that leads to the host.
    /// </summary>
    public static ImmutableArray<IPAddress> WithoutDialled(DiagnosisCase asked)
    {
        if (
            asked.Server.Input?[Check] is not { } facts
            || !facts.CoverageOf(ReachKeys.Addresses).IsCertain
            || asked.Question.Address is not { } dialled
            || Connecting.Outcome(asked) is ConnectOutcome.Unspecified or ConnectOutcome.Connected
        )
        {
            return [];
        }

        var own = ReachKeys.AddressesOf(facts);
        return
            own.Any(one => one.Address.Equals(dialled))
            || !own.Any(one =>
                IPNetwork.TryParse(one.Network, out var network) && network.Contains(dialled)
            )
            ? []
            : [.. own.Select(one => one.Address)];
    }
}
