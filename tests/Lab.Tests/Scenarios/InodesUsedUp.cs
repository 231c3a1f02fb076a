namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The disk of the homes had no inode left when a deployment replaced the key file.</summary>
public sealed class InodesUsedUp : Scenario
{
    public override string Name => "inodes-used-up";

    public override string Cause => "45";

    public override IReadOnlyList<string> Told => ["key.disk_full"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    public override void Describe(HostPlan host) => host.SmallDisk("/home", "1m", inodes: 40);

    public override async Task PlantAsync(Scene scene)
    {
        await scene.Web.DoAsync("rm", Scene.Keys);
        await scene.Web.FillAsync("/home", inodes: true);
        var wrote = await scene.Web.RunAsync(
            "sh",
            "-c",
            $"echo '{scene.Key.PublicLine}' > {Scene.Keys}"
        );
        Assert.False(wrote.Succeeded, "there were inodes left");
    }

    public override async Task HealAsync(Scene scene)
    {
        await scene.Web.DoAsync("rm", "-r", "/home/.lab-filler");
        scene.Web.WriteFile(Scene.Keys, scene.Key.PublicLine + "\n", "0600", Scene.User);
    }
}
