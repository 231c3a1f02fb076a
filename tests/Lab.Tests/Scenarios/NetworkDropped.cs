namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A rule drops the client's network before the rule that accepts ssh.</summary>
public sealed class NetworkDropped : Scenario
{
    public override string Name => "network-dropped";

    public override string Cause => "9";

    public override IReadOnlyList<string> Told => ["firewall.drop"];

    public override IReadOnlyList<string> Symptoms => ["Connection timed out"];

    private const string Ruleset =
        "add table inet office; add chain inet office input { type filter hook input priority 0; }; add rule inet office input ip saddr 10.77.0.0/24 tcp dport 22 drop; add rule inet office input tcp dport 22 accept";

    public override Task PlantAsync(Scene scene) => scene.Web.DoAsync("nft", Ruleset);

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("nft", "delete", "table", "inet", "office");
}
