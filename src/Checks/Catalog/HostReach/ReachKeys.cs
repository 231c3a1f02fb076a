using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.HostReach;

/// <summary>The keys of host.reach, and its facts as rules read them.</summary>
public static class ReachKeys
{
    public const string Addresses = "address";
    public const string Routes = "route/default";
    public const string Gateways = "gateway";
    public const string GatewayTime = Gateways + "/milliseconds";
    public const string Names = "name";
    public const string OwnName = Names + "/own";
    public const string OwnAddresses = Names + "/addresses";
    public const string Reverse = Names + "/reverse";
    public const string LeadsBack = Names + "/reverse_leads_to";
    public const string NonlocalBind = "nonlocal_bind";

    /// <summary>This host's usable addresses, loopback's left out, with their networks.</summary>
    public static ImmutableArray<(IPAddress Address, string Network)> AddressesOf(
        CheckFacts facts
    ) =>
        [
            .. facts
                .Under(Addresses)
                .Where(held => !held.IsStale)
                .Select(held =>
                    (
                        Address: IPAddress.TryParse(
                            held.Fact.Key.AsSpan(Addresses.Length + 1),
                            out var read
                        )
                            ? read
                            : null,
                        Network: held.Fact.Value.Split(' ') is [_, var network, ..] ? network : ""
                    )
                )
                .Where(own => own.Address is not null)
                .Select(own => (own.Address!, own.Network)),
        ];
}
