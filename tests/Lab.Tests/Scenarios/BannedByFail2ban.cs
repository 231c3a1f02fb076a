namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A client that failed too often is banned by fail2ban; everybody else comes in.</summary>
public sealed class BannedByFail2ban : Scenario
{
    public override string Name => "banned-by-fail2ban";

    public override string Cause => "11";

    public override IReadOnlyList<string> Told => ["ban.address"];

    public override IReadOnlyList<string> Symptoms => ["Connection refused"];

    public override string? WhyNot() => Lab.WhyNoProgram("fail2ban-server");

    public override void Describe(HostPlan host) => host.Fail2ban();

    public override async Task PlantAsync(Scene scene)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await scene.LoginWithAsync("wrong");
        }
        await scene.WaitForAsync($"nft list ruleset | grep -q {scene.Client.Address}");
    }

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("fail2ban-client", "set", "sshd", "unbanip", $"{scene.Client.Address}");
}
