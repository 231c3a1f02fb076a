namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A rule in the kernel's older path drops ssh; nft list ruleset does not show it.</summary>
public sealed class LegacyRuleDrops : Scenario
{
    public override string Name => "legacy-rule-drops";

    public override string Cause => "9";

    public override IReadOnlyList<string> Told => ["firewall.drop"];

    public override IReadOnlyList<string> Symptoms => ["Connection timed out"];

    private static readonly string[] Rule = ["INPUT", "-p", "tcp", "--dport", "22", "-j", "DROP"];

    public override string? WhyNot() => Lab.WhyNoProgram("iptables-legacy");

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync(["iptables-legacy", "-A", .. Rule]);

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync(["iptables-legacy", "-D", .. Rule]);
}
