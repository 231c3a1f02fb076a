namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The disk of the homes was full when a deployment wrote the keys again: the file is empty.</summary>
public sealed class DiskFullKeyCut : Scenario
{
    public override string Name => "disk-full-key-cut";

    public override string Cause => "45";

    public override IReadOnlyList<string> Told => ["key.disk_full"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    private const string Keys = "/home/alice/.ssh/authorized_keys";

    public override void Describe(HostPlan host) => host.SmallDisk("/home", "256k");

    public override async Task PlantAsync(Scene scene)
    {
        await scene.Web.RunAsync("truncate", "-s", "0", Keys);
        await scene.Web.FillAsync("/home");
        var wrote = await scene.Web.RunAsync("sh", "-c", $"echo '{scene.Key.PublicLine}' > {Keys}");
        Assert.False(wrote.Succeeded, "the disk was not full");
    }

    public override async Task HealAsync(Scene scene)
    {
        await scene.Web.DoAsync("rm", "-r", "/home/.lab-filler");
        await scene.Web.DoAsync("sh", "-c", $"echo '{scene.Key.PublicLine}' > {Keys}");
    }
}
