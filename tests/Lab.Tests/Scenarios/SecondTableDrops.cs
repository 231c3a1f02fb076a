namespace Fleet.Lab.Tests.Scenarios;

/// <summary>One table accepts ssh and another, looked at first, drops it: both have a say.</summary>
public sealed class SecondTableDrops : Scenario
{
    public override string Name => "second-table-drops";

    public override string Cause => "9";

    public override IReadOnlyList<string> Told => ["firewall.drop"];

    public override IReadOnlyList<string> Symptoms => ["Connection timed out"];

    private const string Ruleset =
        "add table inet guard; add chain inet guard pre { type filter hook prerouting priority -300; }; add rule inet guard pre tcp dport { 22, 23 } drop; add chain inet guard input { type filter hook input priority 0; }; add rule inet guard input tcp dport 22 accept";

    public override Task PlantAsync(Scene scene) => scene.Web.DoAsync("nft", Ruleset);

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("nft", "delete", "table", "inet", "guard");
}
