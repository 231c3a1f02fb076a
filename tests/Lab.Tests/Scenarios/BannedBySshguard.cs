namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A client that failed too often is banned by sshguard.</summary>
public sealed class BannedBySshguard : Scenario
{
    public override string Name => "banned-by-sshguard";

    public override string Cause => "11";

    public override IReadOnlyList<string> Told => ["ban.address"];

    public override IReadOnlyList<string> Symptoms => ["Connection timed out"];

    public override string? WhyNot() => Lab.WhyNoProgram("sshguard");

    public override void Describe(HostPlan host) => host.Sshguard();

    public override async Task PlantAsync(Scene scene)
    {
        // sshguard follows the journal from the moment its reader is up, which nobody tells: it has seen enough when it bans.
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var said = await scene.Client.Ssh(
                $"ghost@{scene.Web.Name}",
                scene.Key,
                "-o",
                "ConnectTimeout=1"
            );
            if (said.Stderr.Contains("timed out", StringComparison.Ordinal))
            {
                break;
            }
        }
        await scene.WaitForAsync(
            $"nft list set ip sshguard attackers | grep -q {scene.Client.Address}"
        );
    }

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync(
            "nft",
            "delete",
            "element",
            "ip",
            "sshguard",
            "attackers",
            $"{{ {scene.Client.Address} }}"
        );
}
