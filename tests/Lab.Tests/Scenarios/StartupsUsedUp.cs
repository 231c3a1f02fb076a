namespace Fleet.Lab.Tests.Scenarios;

/// <summary>Scanners hold all the connections that sshd keeps for those who have not logged in yet (MaxStartups).</summary>
public sealed class StartupsUsedUp : Scenario
{
    public override string Name => "startups-used-up";

    public override string Cause => "21";

    public override IReadOnlyList<string> Told => ["banner.startups"];

    public override IReadOnlyList<string> Symptoms =>
        ["kex_exchange_identification", "Connection closed", "Connection reset"];

    private static readonly string[] Scanners = ["scanner-1", "scanner-2"];

    public override async Task PlantAsync(Scene scene)
    {
        await scene.ConfigureSshdAsync("MaxStartups 2:100:2");
        foreach (var scanner in Scanners)
        {
            await scene.Web.StartUnitAsync(
                scanner,
                ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/22; exec sleep 300"]
            );
        }

        await scene.WaitForAsync("test $(ss -Htn state established sport = :22 | wc -l) -ge 2");
    }

    public override async Task HealAsync(Scene scene)
    {
        await scene.Web.DoAsync(["systemctl", "stop", .. Scanners]);
        await scene.ConfigureSshdAsync();
    }
}
