namespace Fleet.Lab.Tests.Network;

public sealed class FirewallTests : LabTest
{
    [Theory]
    [InlineData("drop", "Connection timed out")]
    [InlineData("reject with tcp reset", "Connection refused")]
    [InlineData("reject with icmpx type admin-prohibited", "No route to host")]
    public async Task A_rule_on_port_22_is_what_the_client_feels(string verdict, string felt)
    {
        var key = await Lab.NewKey();
        var ruleset = $$"""
            table inet filter {
                chain input {
                    type filter hook input priority 0
                    tcp dport 22 {{verdict}}
                }
            }

            """;
        await using var web = await Lab.StartHost(
            "web-12",
            h => h.NoSystemd().Nft(ruleset).AuthorizedKey("root", key.PublicLine)
        );
        await using var client = await Lab.StartClient("client");

        Assert.Contains(
            felt,
            (await client.Ssh("root@web-12", key, "-o", "ConnectTimeout=1")).Stderr
        );

        await web.DoAsync("nft", "flush", "ruleset");
        Assert.True((await client.Ssh("root@web-12", key)).Succeeded);
    }

    [Fact]
    public async Task A_host_sees_its_own_rules_and_not_its_neighbours()
    {
        await using var web = await Lab.StartHost(
            "web-1",
            h => h.NoSystemd().Nft("table inet mine { }")
        );
        await using var other = await Lab.StartHost("web-2", h => h.NoSystemd());
        Assert.Contains("table inet mine", await web.DoAsync("nft", "list", "ruleset"));
        Assert.Equal("", await other.DoAsync("nft", "list", "ruleset"));
        await web.DoAsync("iptables", "-A", "INPUT", "-s", "192.0.2.1", "-j", "DROP");
        Assert.Contains("192.0.2.1", await web.DoAsync("iptables", "-S", "INPUT"));
    }
}
