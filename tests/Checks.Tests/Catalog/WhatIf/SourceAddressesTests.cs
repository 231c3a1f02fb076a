using System.Net;
using Fleet.Checks.Catalog.WhatIf;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Tests.Catalog.WhatIf;

public sealed class SourceAddressesTests
{
    private static readonly CheckFacts Bastion = CheckFacts.Restore(
        [
            Held("address/10.0.4.2", "eth1 10.0.4.0/24"),
            Held("address/192.0.2.7", "eth0 192.0.2.0/24"),
            Held("address/172.17.0.1", "docker0 172.17.0.0/16"),
            Held("address/fe80::1", "eth0 fe80::/64"),
        ],
        [],
        RunStatus.Ran,
        "",
        1
    );

    [Fact]
    public void In_the_targets_network_the_address_there_is_the_one()
    {
        Assert.Equal(
            [IPAddress.Parse("10.0.4.2")],
            SourceAddresses.Of(Bastion, [new IPEndPoint(IPAddress.Parse("10.0.4.12"), 22)])
        );
    }

    [Fact]
    public void Elsewhere_any_of_its_addresses_may_be_taken_and_a_bridges_never()
    {
        Assert.Equal(
            ["10.0.4.2", "192.0.2.7"],
            SourceAddresses
                .Of(Bastion, [new IPEndPoint(IPAddress.Parse("203.0.113.9"), 22)])
                .Select(address => address.ToString())
                .Order()
        );
    }

    private static HeldFact Held(string key, string value) =>
        new(new Fact(key, value, null), IsStale: false);
}
