namespace Fleet.Lab.Tests.Scenarios;

/// <summary>A copy as another user left .ssh with a foreign owner.</summary>
public sealed class FolderOfAnother : Scenario
{
    public override string Name => "folder-of-another";

    public override string Cause => "15";

    public override IReadOnlyList<string> Told => ["paths.strict_modes"];

    public override IReadOnlyList<string> Symptoms => ["Permission denied (publickey"];

    public override Task PlantAsync(Scene scene) =>
        scene.Web.DoAsync("sh", "-c", "chmod 755 /home/alice/.ssh; chown daemon /home/alice/.ssh");

    public override Task HealAsync(Scene scene) =>
        scene.Web.DoAsync("sh", "-c", "chown alice /home/alice/.ssh; chmod 700 /home/alice/.ssh");
}
