using System.Net;
using Fleet.Checks.Access.Bans;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Tests.Parsing.Firewall;

public sealed class SetListingTests
{
    // As nft 1.0.6 printed it.
    private const string Listed = """
        table ip filter {
        }
        table ip crowdsec {
        	set crowdsec-blacklists {
        		type ipv4_addr
        		flags timeout
        		elements = { 203.0.113.9 timeout 3h59m expires 3h58m12s340ms, 198.51.100.7 timeout 1d expires 23h59m59s996ms,
        			     192.0.2.1 comment "a, } b" }
        	}
        }
        table ip6 sshguard {
        	set attackers {
        		type ipv6_addr
        		flags interval
        	}

        	set other {
        		type ipv6_addr
        		flags interval
        		elements = { 2001:db8::/64 }
        	}
        }
        """;

    [Fact]
    public void Elements_come_with_the_time_that_is_left()
    {
        var sets = NftSetListing.Read(Listed);

        Assert.Equal(
            ["ip crowdsec crowdsec-blacklists", "ip6 sshguard attackers", "ip6 sshguard other"],
            sets.Select(set => $"{set.Owner} {set.Name}")
        );
        Assert.Equal(
            [
                new("203.0.113.9", new TimeSpan(0, 3, 58, 12, 340)),
                new("198.51.100.7", new TimeSpan(0, 23, 59, 59, 996)),
                new ListedElement("192.0.2.1", null),
            ],
            sets[0].Elements
        );
        Assert.Empty(sets[1].Elements);
        Assert.Equal("2001:db8::/64", Assert.Single(sets[2].Elements).Text);
    }

    [Fact]
    public void Ipsets_come_with_the_time_that_is_left()
    {
        var sets = IpsetListing.Read(
            """
            create crowdsec-blacklists hash:net family inet hashsize 1024 maxelem 131072 timeout 300 bucketsize 12 initval 0x1
            add crowdsec-blacklists 203.0.113.0/24 timeout 14399
            add crowdsec-blacklists 203.0.113.9 timeout 0
            add nobody-made-this 192.0.2.1
            """
        );

        var set = Assert.Single(sets);
        Assert.Equal(
            [
                new("203.0.113.0/24", TimeSpan.FromSeconds(14399)),
                new ListedElement("203.0.113.9", null),
            ],
            set.Elements
        );
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1/32")]
    [InlineData("10.0.0.9/8", "10.0.0.0/8")]
    [InlineData("10.0.0.1-10.0.0.6", "10.0.0.1/32 10.0.0.2/31 10.0.0.4/31 10.0.0.6/32")]
    [InlineData("0.0.0.0-255.255.255.255", "0.0.0.0/0")]
    [InlineData("fd00::-fd00::ff", "fd00::/120")]
    [InlineData("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0")]
    [InlineData("10.0.0.6-10.0.0.1", "")]
    [InlineData("ssh", "")]
    public void An_element_stands_for_networks(string element, string networks) =>
        Assert.Equal(networks, string.Join(' ', ListedNetworks.Of(element)));

    [Fact]
    public void Any_text_is_read_without_a_surprise()
    {
        var random = new Random(5);
        const string Letters = "table set elements = {},\n\"0123456789msdhw expires add create-";
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(
                Enumerable
                    .Range(0, random.Next(200))
                    .Select(_ => Letters[random.Next(Letters.Length)])
            );
            _ = NftSetListing.Read(text);
            _ = NftSetListing.Read("table ip t {\nset s {\nelements = {" + text);
            _ = IpsetListing.Read(text);
            _ = ListedNetworks.Of(text).Take(300).ToList();
        }
    }

    [Fact]
    public void Every_address_of_a_range_is_in_one_of_its_networks_and_no_other_is()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var first = (uint)random.Next(1, 4000);
            var last = first + (uint)random.Next(0, 300);
            var networks = ListedNetworks.Of($"{Address(first)}-{Address(last)}").ToList();
            for (var number = first - 1; number <= last + 1; number++)
            {
                var held = networks.Count(network => network.Contains(Address(number)));
                Assert.Equal(number >= first && number <= last ? 1 : 0, held);
            }
        }
    }

    private static IPAddress Address(uint number) => FieldText.Address(number, false);
}
