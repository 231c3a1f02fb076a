namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A ruleset drops what it does not name, and does not name ssh.</summary>
public sealed class NftDrops : Scenario
{
    public override string Name => "nft-drops";

    public override string Cause => "9";

    public override IReadOnlyList<string> Told => ["firewall.drop"];

    public override IReadOnlyList<string> Symptoms => ["Connection timed out"];

    private const string Ruleset =
        "add table inet filter; add chain inet filter input { type filter hook input priority 0; policy drop; }; "
        + "add rule inet filter input ct state established,related accept; add rule inet filter input meta l4proto { icmp, ipv6-icmp } accept; add rule inet filter input tcp dport { 80, 443 } accept";

    public override Task PlantAsync(Scene scene) => scene.Web.DoAsync("nft", Ruleset);

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("nft", "insert rule inet filter input tcp dport 22 accept");

    public override Task CleanAsync(Scene scene) =>
        scene.Web.DoAsync("nft", "delete", "table", "inet", "filter");
}
