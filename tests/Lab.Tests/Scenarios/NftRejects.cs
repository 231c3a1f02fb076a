namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A rule answers connections to ssh with a reset, as a closed port would.</summary>
public sealed class NftRejects : Scenario
{
    public override string Name => "nft-rejects";

    public override string Cause => "10";

    public override IReadOnlyList<string> Told => ["firewall.reject"];

    public override IReadOnlyList<string> Symptoms => ["Connection refused"];

    private const string Ruleset =
        "add table inet closed; add chain inet closed input { type filter hook input priority 0; }; add rule inet closed input tcp dport 22 reject with tcp reset";

    public override Task PlantAsync(Scene scene) => scene.Web.DoAsync("nft", Ruleset);

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("nft", "delete", "table", "inet", "closed");
}
